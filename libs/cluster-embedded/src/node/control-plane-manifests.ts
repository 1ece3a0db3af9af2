import { kubernetesVersion } from '@drillyard/kube-apiserver';
import type { PodManifest } from './static-pod.js';

/** Where kubelets look for the pods they run by themselves. */
export const manifestsFolder = '/etc/kubernetes/manifests';

export interface ControlPlaneAddress {
  readonly nodeName: string;
  /** Where the API server announces itself. */
  readonly advertiseAddress: string;
}

/** Names of the files in {@link manifestsFolder}, without `.yaml`. */
export const controlPlaneComponents = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
] as const;
export type ControlPlaneComponent = (typeof controlPlaneComponents)[number];

const pki = '/etc/kubernetes/pki';
const systemNodeCritical = 2_000_001_000;
/** kubeadm 1.36 `DefaultEtcdVersion`. */
const etcdVersion = '3.6.8-0';

/** What `kubeadm init` lays down (kubeadm `phases/controlplane`, `phases/etcd`), by component. */
export function controlPlaneManifests(
  address: ControlPlaneAddress,
): ReadonlyMap<ControlPlaneComponent, PodManifest> {
  return new Map<ControlPlaneComponent, PodManifest>([
    ['etcd', etcd(address)],
    ['kube-apiserver', apiserver(address)],
    ['kube-controller-manager', controllerManager()],
    ['kube-scheduler', scheduler()],
  ]);
}

function apiserver({ advertiseAddress }: ControlPlaneAddress): PodManifest {
  const flags = {
    'advertise-address': advertiseAddress,
    'allow-privileged': 'true',
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': `${pki}/ca.crt`,
    'enable-admission-plugins': 'NodeRestriction',
    'enable-bootstrap-token-auth': 'true',
    'etcd-cafile': `${pki}/etcd/ca.crt`,
    'etcd-certfile': `${pki}/apiserver-etcd-client.crt`,
    'etcd-keyfile': `${pki}/apiserver-etcd-client.key`,
    'etcd-servers': 'https://127.0.0.1:2379',
    'kubelet-client-certificate': `${pki}/apiserver-kubelet-client.crt`,
    'kubelet-client-key': `${pki}/apiserver-kubelet-client.key`,
    'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
    'proxy-client-cert-file': `${pki}/front-proxy-client.crt`,
    'proxy-client-key-file': `${pki}/front-proxy-client.key`,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-client-ca-file': `${pki}/front-proxy-ca.crt`,
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-username-headers': 'X-Remote-User',
    'secure-port': '6443',
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-account-key-file': `${pki}/sa.pub`,
    'service-account-signing-key-file': `${pki}/sa.key`,
    'service-cluster-ip-range': '10.96.0.0/12',
    'tls-cert-file': `${pki}/apiserver.crt`,
    'tls-private-key-file': `${pki}/apiserver.key`,
  };
  const host = advertiseAddress;
  return componentPod('kube-apiserver', {
    flags,
    port: 6443,
    cpu: '250m',
    annotations: {
      'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${host}:6443`,
    },
    probes: {
      livenessProbe: probe({ host, path: '/livez', failures: 8 }),
      readinessProbe: probe({ host, path: '/readyz', failures: 3, delay: 0, period: 1 }),
      startupProbe: probe({ host, path: '/livez', failures: 24 }),
    },
    folders: { 'ca-certs': '/etc/ssl/certs', 'k8s-certs': pki },
  });
}

function controllerManager(): PodManifest {
  const kubeconfig = '/etc/kubernetes/controller-manager.conf';
  const flags = {
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
    'bind-address': '127.0.0.1',
    'client-ca-file': `${pki}/ca.crt`,
    'cluster-name': 'kubernetes',
    'cluster-signing-cert-file': `${pki}/ca.crt`,
    'cluster-signing-key-file': `${pki}/ca.key`,
    controllers: '*,bootstrapsigner,tokencleaner',
    kubeconfig,
    'leader-elect': 'true',
    'requestheader-client-ca-file': `${pki}/front-proxy-ca.crt`,
    'root-ca-file': `${pki}/ca.crt`,
    'service-account-private-key-file': `${pki}/sa.key`,
    'use-service-account-credentials': 'true',
  };
  return componentPod('kube-controller-manager', {
    flags,
    port: 10_257,
    cpu: '200m',
    probes: {
      livenessProbe: probe({ path: '/healthz', failures: 8 }),
      startupProbe: probe({ path: '/healthz', failures: 24 }),
    },
    folders: { 'ca-certs': '/etc/ssl/certs', 'k8s-certs': pki },
    kubeconfig,
  });
}

function scheduler(): PodManifest {
  const kubeconfig = '/etc/kubernetes/scheduler.conf';
  const flags = {
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
    'bind-address': '127.0.0.1',
    kubeconfig,
    'leader-elect': 'true',
  };
  return componentPod('kube-scheduler', {
    flags,
    port: 10_259,
    cpu: '100m',
    probes: {
      livenessProbe: probe({ path: '/livez', failures: 8 }),
      readinessProbe: probe({ path: '/readyz', failures: 3, delay: 0, period: 1 }),
      startupProbe: probe({ path: '/livez', failures: 24 }),
    },
    folders: {},
    kubeconfig,
  });
}

function etcd({ nodeName, advertiseAddress }: ControlPlaneAddress): PodManifest {
  const client = `https://${advertiseAddress}:2379`;
  const peer = `https://${advertiseAddress}:2380`;
  const flags = {
    'advertise-client-urls': client,
    'cert-file': `${pki}/etcd/server.crt`,
    'client-cert-auth': 'true',
    'data-dir': '/var/lib/etcd',
    'feature-gates': 'InitialCorruptCheck=true',
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `${nodeName}=${peer}`,
    'key-file': `${pki}/etcd/server.key`,
    'listen-client-urls': `https://127.0.0.1:2379,${client}`,
    'listen-metrics-urls': 'http://127.0.0.1:2381',
    'listen-peer-urls': peer,
    name: nodeName,
    'peer-cert-file': `${pki}/etcd/peer.crt`,
    'peer-client-cert-auth': 'true',
    'peer-key-file': `${pki}/etcd/peer.key`,
    'peer-trusted-ca-file': `${pki}/etcd/ca.crt`,
    'snapshot-count': '10000',
    'trusted-ca-file': `${pki}/etcd/ca.crt`,
    'watch-progress-notify-interval': '5s',
  };
  return componentPod('etcd', {
    flags,
    image: `registry.k8s.io/etcd:${etcdVersion}`,
    port: 2_381,
    cpu: '100m',
    memory: '100Mi',
    annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': client },
    probes: {
      livenessProbe: probe({ path: '/livez', failures: 8, scheme: 'HTTP' }),
      readinessProbe: probe({ path: '/readyz', failures: 3, delay: 0, period: 1, scheme: 'HTTP' }),
      startupProbe: probe({ path: '/readyz', failures: 24, scheme: 'HTTP' }),
    },
    folders: { 'etcd-certs': `${pki}/etcd`, 'etcd-data': '/var/lib/etcd' },
    readOnly: false,
  });
}

interface ComponentParts {
  readonly flags: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly port: number;
  readonly cpu: string;
  readonly memory?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly probes: Readonly<Record<string, object>>;
  readonly folders: Readonly<Record<string, string>>;
  readonly kubeconfig?: string;
  readonly readOnly?: boolean;
}

/** kubeadm's `staticpod.ComponentPod`. */
function componentPod(name: ControlPlaneComponent, parts: ComponentParts): PodManifest {
  const { kubeconfig, readOnly = true, memory, annotations } = parts;
  const mounts = Object.entries({ ...parts.folders, ...(kubeconfig && { kubeconfig }) });
  const type = (volume: string) => (volume === 'kubeconfig' ? 'FileOrCreate' : 'DirectoryOrCreate');
  const container = {
    command: [name, ...Object.entries(parts.flags).map(([flag, value]) => `--${flag}=${value}`)],
    image: parts.image ?? `registry.k8s.io/${name}:${kubernetesVersion.gitVersion}`,
    imagePullPolicy: 'IfNotPresent',
    name,
    ports: [{ containerPort: parts.port, name: 'probe-port', protocol: 'TCP' }],
    resources: { requests: { cpu: parts.cpu, ...(memory && { memory }) } },
    ...parts.probes,
    volumeMounts: mounts.map(([volume, mountPath]) => {
      return { mountPath, name: volume, ...(readOnly && { readOnly }) };
    }),
  };
  const spec = {
    containers: [container],
    hostNetwork: true,
    priority: systemNodeCritical,
    priorityClassName: 'system-node-critical',
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    volumes: mounts.map(([volume, path]) => {
      return { hostPath: { path, type: type(volume) }, name: volume };
    }),
  };
  return {
    metadata: {
      ...(annotations && { annotations }),
      labels: { component: name, tier: 'control-plane' },
      name,
      namespace: 'kube-system',
    },
    spec,
  };
}

interface ProbeParts {
  readonly path: string;
  readonly failures: number;
  readonly host?: string;
  readonly delay?: number;
  readonly period?: number;
  readonly scheme?: string;
}

function probe(parts: ProbeParts): object {
  const { path, failures, host = '127.0.0.1', delay = 10, period = 10, scheme = 'HTTPS' } = parts;
  return {
    failureThreshold: failures,
    httpGet: { host, path, port: 'probe-port', scheme },
    ...(delay > 0 && { initialDelaySeconds: delay }),
    periodSeconds: period,
    timeoutSeconds: 15,
  };
}
