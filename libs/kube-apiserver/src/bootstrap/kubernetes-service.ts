import type { BaseObject } from '../storage/shared-base.js';

/** First address of kubeadm's service range: the one of the API server. */
const kubernetesServiceAddress = '10.96.0.1';
const securePort = 6443;

/** The service pods find the API server by (upstream: `controlplane/controller/kubernetesservice`). */
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
  ];
}
