import { stringify } from 'yaml';
import { nodeName } from './node-names.js';

/** A folder of the host that the nodes see. */
export interface ExtraMount {
  readonly hostPath: string;
  readonly containerPath: string;
  readonly readOnly?: boolean;
}

/** Everything a cluster is made from. */
export interface KindConfigSpec {
  readonly name: string;
  /** Of every node, with its digest. */
  readonly image: string;
  readonly controlPlanes: number;
  readonly workers: number;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Flags of kube-apiserver without their dashes: `{'audit-log-maxage': '1'}`. */
  readonly apiServerArgs?: Readonly<Record<string, string>>;
  readonly disableDefaultCni?: boolean;
  readonly extraMounts?: readonly ExtraMount[];
  /** Labels of the Node objects. */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /** Names the API server's certificate is good for besides those kubeadm and kind give it. */
  readonly certificateNames?: readonly string[];
}

/** What the host's loopback reaches of a cluster; the API server is published nowhere else. */
const loopback = '127.0.0.1';

/**
 * The configuration file of `kind create cluster` (kind `pkg/apis/config/v1alpha4/types.go`).
 * The patch names no version of kubeadm's API: kind fits arguments given as a map to the one the
 * node image asks for (`pkg/internal/patch/kubeadm_merge.go`).
 */
export function kindConfig(spec: KindConfigSpec): string {
  const { name, controlPlanes, workers, featureGates = {} } = spec;
  const node = (role: 'control-plane' | 'worker') => (_: unknown, index: number) => ({
    role,
    ...nodeFields(spec),
    kubeadmConfigPatches: namePatches(nodeName(role, index)),
  });
  const document = {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name,
    networking: {
      ipFamily: 'ipv4',
      apiServerAddress: loopback,
      ...(spec.disableDefaultCni ? { disableDefaultCNI: true } : {}),
    },
    ...(Object.keys(featureGates).length === 0 ? {} : { featureGates: sorted(featureGates) }),
    kubeadmConfigPatches: [stringify(clusterConfigurationPatch(spec))],
    nodes: [
      ...Array.from({ length: controlPlanes }, node('control-plane')),
      ...Array.from({ length: workers }, node('worker')),
    ],
  };
  return stringify(document, { aliasDuplicateObjects: false });
}

function nodeFields({ image, extraMounts = [], nodeLabels = {} }: KindConfigSpec) {
  return {
    image,
    ...(extraMounts.length === 0
      ? {}
      : {
          extraMounts: extraMounts.map(({ hostPath, containerPath, readOnly = true }) => ({
            ...{ hostPath, containerPath, readOnly },
          })),
        }),
    ...(Object.keys(nodeLabels).length === 0 ? {} : { labels: sorted(nodeLabels) }),
  };
}

/** A node reads the one that is for how it comes to its cluster. */
function namePatches(name: string): string[] {
  return ['InitConfiguration', 'JoinConfiguration'].map((kind) =>
    stringify({ kind, nodeRegistration: { name } }),
  );
}

function clusterConfigurationPatch({ certificateNames = [], apiServerArgs = {} }: KindConfigSpec) {
  const hasArgs = Object.keys(apiServerArgs).length > 0;
  return {
    kind: 'ClusterConfiguration',
    apiServer: {
      certSANs: ['localhost', loopback, ...certificateNames],
      ...(hasArgs ? { extraArgs: sorted(apiServerArgs) } : {}),
    },
  };
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
