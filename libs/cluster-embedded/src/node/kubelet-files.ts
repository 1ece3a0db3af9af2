import type { PkiFiles } from '@drillyard/kube-apiserver';
import { parse, stringify } from 'yaml';
import { type ControlPlaneAddress, manifestsFolder } from './control-plane-manifests.js';

const folder = '/var/lib/kubelet';
const clientPem = `${folder}/pki/kubelet-client-current.pem`;
const kubeletConf = '/etc/kubernetes/kubelet.conf';

/** The kubelet's own files (kubeadm `phases/kubelet`, `componentconfigs/kubelet.go`). */
export function kubeletFiles(
  { nodeName }: ControlPlaneAddress,
  pkiFiles: PkiFiles,
): ReadonlyMap<string, string> {
  const { kubeconfig, pem } = rotating(pkiFiles.get(kubeletConf) ?? '');
  return new Map([
    [`${folder}/config.yaml`, stringify(kubeadmConfiguration, { indentSeq: false, lineWidth: 0 })],
    [`${folder}/kubeadm-flags.env`, 'KUBELET_KUBEADM_ARGS=""\n'],
    [
      `${folder}/instance-config.yaml`,
      'apiVersion: kubelet.config.k8s.io/v1beta1\ncontainerRuntimeEndpoint: unix:///var/run/containerd/containerd.sock\nkind: KubeletConfiguration\n',
    ],
    [clientPem, pem],
    [kubeletConf, kubeconfig],
    [`${folder}/pki/kubelet-client-${nodeName}.pem`, pem],
  ]);
}

interface KubeletKubeconfig {
  users?: { user: Record<string, string> }[];
}

/** kubeadm's `kubelet-finalize`: certificate and key move to the file the kubelet rotates. */
function rotating(text: string): { kubeconfig: string; pem: string } {
  const document: KubeletKubeconfig = parse(text) ?? {};
  const user = document.users?.[0]?.user ?? {};
  const decode = (key: string) => Buffer.from(user[key] ?? '', 'base64').toString();
  const pem = decode('client-certificate-data') + decode('client-key-data');
  const moved = (document.users ?? []).map((entry) => {
    return { ...entry, user: { 'client-certificate': clientPem, 'client-key': clientPem } };
  });
  return { kubeconfig: stringify({ ...document, users: moved }, { lineWidth: 0 }), pem };
}

/** A KubeletConfiguration as kubeadm 1.36 marshals it, zero values included. */
export const kubeadmConfiguration = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  authentication: {
    anonymous: { enabled: false },
    webhook: { cacheTTL: '0s', enabled: true },
    x509: { clientCAFile: '/etc/kubernetes/pki/ca.crt' },
  },
  authorization: {
    mode: 'Webhook',
    webhook: { cacheAuthorizedTTL: '0s', cacheUnauthorizedTTL: '0s' },
  },
  cgroupDriver: 'systemd',
  clusterDNS: ['10.96.0.10'],
  clusterDomain: 'cluster.local',
  containerRuntimeEndpoint: '',
  cpuManagerReconcilePeriod: '0s',
  crashLoopBackOff: {},
  evictionPressureTransitionPeriod: '0s',
  fileCheckFrequency: '0s',
  healthzBindAddress: '127.0.0.1',
  healthzPort: 10_248,
  httpCheckFrequency: '0s',
  imageMaximumGCAge: '0s',
  imageMinimumGCAge: '0s',
  kind: 'KubeletConfiguration',
  logging: {
    flushFrequency: 0,
    options: { json: { infoBufferSize: '0' }, text: { infoBufferSize: '0' } },
    verbosity: 0,
  },
  memorySwap: {},
  nodeStatusReportFrequency: '0s',
  nodeStatusUpdateFrequency: '0s',
  rotateCertificates: true,
  runtimeRequestTimeout: '0s',
  shutdownGracePeriod: '0s',
  shutdownGracePeriodCriticalPods: '0s',
  staticPodPath: manifestsFolder,
  streamingConnectionIdleTimeout: '0s',
  syncFrequency: '0s',
  volumeStatsAggPeriod: '0s',
};
