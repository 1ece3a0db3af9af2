import { type ComponentClient, KubeApiError, type ResourceType } from '@drillyard/cluster';
import type { Storage } from '@drillyard/kube-apiserver';
import type { KubeObject } from '@drillyard/kube-objects';

/** kubeadm's, the tenth of the service range. */
const dnsAddress = '10.96.0.10';
const image = 'registry.k8s.io/coredns/coredns:v1.14.2';
const namespace = 'kube-system';
const labels = { 'k8s-app': 'kube-dns' };

const corefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`;

const probe = (path: string, port: string) => ({ httpGet: { path, port, scheme: 'HTTP' } });

const container = {
  name: 'coredns',
  image,
  imagePullPolicy: 'IfNotPresent',
  resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
  args: ['-conf', '/etc/coredns/Corefile'],
  volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
  ports: [
    { containerPort: 53, name: 'dns', protocol: 'UDP' },
    { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
    { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
    { containerPort: 8080, name: 'liveness-probe', protocol: 'TCP' },
    { containerPort: 8181, name: 'readiness-probe', protocol: 'TCP' },
  ],
  livenessProbe: {
    ...probe('/health', 'liveness-probe'),
    initialDelaySeconds: 60,
    timeoutSeconds: 5,
    successThreshold: 1,
    failureThreshold: 5,
  },
  readinessProbe: probe('/ready', 'readiness-probe'),
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
};

const podSpec = {
  priorityClassName: 'system-cluster-critical',
  serviceAccountName: 'coredns',
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            labelSelector: {
              matchExpressions: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns'] }],
            },
            topologyKey: 'kubernetes.io/hostname',
          },
        },
      ],
    },
  },
  tolerations: [
    { key: 'CriticalAddonsOnly', operator: 'Exists' },
    { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
  ],
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  containers: [container],
  dnsPolicy: 'Default',
  volumes: [
    {
      name: 'config-volume',
      configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] },
    },
  ],
};

const configMaps = core('ConfigMap', 'configmaps');

/** What `kubeadm init phase addon coredns` makes, besides the roles every cluster has. */
const objects: readonly (readonly [ResourceType<KubeObject>, object])[] = [
  [core('ServiceAccount', 'serviceaccounts'), { metadata: { name: 'coredns', namespace } }],
  [configMaps, { metadata: { name: 'coredns', namespace }, data: { Corefile: corefile } }],
  [
    core('Service', 'services'),
    {
      metadata: {
        name: 'kube-dns',
        namespace,
        labels: {
          ...labels,
          'kubernetes.io/cluster-service': 'true',
          'kubernetes.io/name': 'CoreDNS',
        },
        annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
      },
      spec: {
        clusterIP: dnsAddress,
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
          { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
          { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
        ],
        selector: labels,
      },
    },
  ],
  [
    { ...core('Deployment', 'deployments'), group: 'apps' },
    {
      metadata: { name: 'coredns', namespace, labels },
      spec: {
        replicas: 2,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podSpec },
      },
    },
  ],
];

/**
 * Gives a cluster the DNS servers kubeadm gives one. What is there already stays as it is.
 * The manifests are upstream's (kubeadm `phases/addons/dns/manifests.go`).
 */
export async function installDns(administrator: ComponentClient): Promise<void> {
  for (const [type, object] of objects) {
    const apiVersion = type.group === '' ? type.version : `${type.group}/${type.version}`;
    try {
      // Of its own shape each, and all of them objects.
      await administrator.create(type, { apiVersion, kind: type.kind, ...object } as KubeObject);
    } catch (error) {
      if (!(error instanceof KubeApiError && error.reason === 'AlreadyExists')) throw error;
    }
  }
}

/** Whether the cluster was ever given them; a Service or its pods may be missing since. */
export function hasDns(storage: Storage): boolean {
  return storage.get(configMaps, namespace, 'coredns') !== undefined;
}

function core(kind: string, resource: string): ResourceType<KubeObject> {
  return { group: '', version: 'v1', kind, resource, namespaced: true };
}
