import type { BaseObject } from '../storage/shared-base.js';

/** First address of kubeadm's service range: the one of the API server. */
const kubernetesServiceAddress = '10.96.0.1';
/** Where its node has it (`--advertise-address`); every cluster's network is its own. */
const advertiseAddress = '192.168.0.10';
const securePort = 6443;
const port = { name: 'https', port: securePort, protocol: 'TCP' };

/**
 * The service pods find the API server by, and where it leads to (upstream
 * `controlplane/controller/kubernetesservice`, `controlplane/reconcilers`).
 */
export function kubernetesServiceObjects(): BaseObject[] {
  return [
    {
      resource: { group: '', resource: 'services' },
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'kubernetes',
          namespace: 'default',
          labels: { component: 'apiserver', provider: 'kubernetes' },
        },
        spec: {
          ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: securePort }],
          clusterIP: kubernetesServiceAddress,
          clusterIPs: [kubernetesServiceAddress],
          type: 'ClusterIP',
          sessionAffinity: 'None',
          ipFamilies: ['IPv4'],
          ipFamilyPolicy: 'SingleStack',
          internalTrafficPolicy: 'Cluster',
        },
        status: { loadBalancer: {} },
      },
    },
    {
      resource: { group: '', resource: 'endpoints' },
      object: {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: {
          name: 'kubernetes',
          namespace: 'default',
          labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
        },
        subsets: [{ addresses: [{ ip: advertiseAddress }], ports: [port] }],
      },
    },
    {
      resource: { group: 'discovery.k8s.io', resource: 'endpointslices' },
      object: {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: 'kubernetes',
          namespace: 'default',
          labels: { 'kubernetes.io/service-name': 'kubernetes' },
        },
        addressType: 'IPv4',
        endpoints: [{ addresses: [advertiseAddress], conditions: { ready: true } }],
        ports: [port],
      },
    },
  ];
}
