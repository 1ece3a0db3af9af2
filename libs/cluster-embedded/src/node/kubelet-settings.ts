import type { ClusterDns } from '@drillyard/kubelet-simulator';
import { kubeadmConfiguration } from './kubelet-files.js';
import { KubeletStartError } from './kubelet-start-error.js';

/** What of a kubelet's configuration decides what it does here. */
export interface KubeletSettings {
  /** The folder of static pods; undefined: it runs none. */
  readonly staticPodPath: string | undefined;
  readonly clientCaFile: string | undefined;
  readonly authorizationMode: string;
  readonly runtimeEndpoint: string;
  /** What pods are told of names. */
  readonly dns: ClusterDns;
  /** Settings and flags that differ from kubeadm's, and change nothing here. */
  readonly withoutEffect: readonly string[];
}

/** Paths in the configuration, and flags that stand for them. */
const simulated: Readonly<Record<string, readonly string[]>> = {
  staticPodPath: ['pod-manifest-path'],
  clusterDNS: ['cluster-dns'],
  clusterDomain: ['cluster-domain'],
  'authentication.x509.clientCAFile': ['client-ca-file'],
  containerRuntimeEndpoint: ['container-runtime-endpoint'],
};
const runtimeEndpoints: ReadonlySet<string> = new Set([
  '',
  'unix:///var/run/containerd/containerd.sock',
  'unix:///run/containerd/containerd.sock',
  '/var/run/containerd/containerd.sock',
  '/run/containerd/containerd.sock',
]);
const authorizationModes: ReadonlySet<string> = new Set(['AlwaysAllow', 'Webhook']);

/** What a configuration and flags, which come before it, amount to. */
export function kubeletSettings(
  configuration: unknown,
  flags: ReadonlyMap<string, string>,
): KubeletSettings {
  const set = leavesOf(configuration);
  const value = (path: string): string => {
    const flag = simulated[path]?.find((name) => flags.has(name));
    return (flag === undefined ? set.get(path) : flags.get(flag)) ?? '';
  };
  return {
    authorizationMode:
      flags.get('authorization-mode') ?? set.get('authorization.mode') ?? 'Webhook',
    runtimeEndpoint: value('containerRuntimeEndpoint'),
    staticPodPath: value('staticPodPath') || undefined,
    clientCaFile: value('authentication.x509.clientCAFile') || undefined,
    dns: { address: value('clusterDNS').split(',')[0] ?? '', domain: value('clusterDomain') },
    withoutEffect: withoutEffect(set, flags),
  };
}

/** Throws KubeletStartError where the kubelet would not go on: containerd is found at its socket only. */
export function verifySettings({
  authorizationMode: mode,
  runtimeEndpoint: endpoint,
}: KubeletSettings) {
  if (!authorizationModes.has(mode)) {
    const why =
      mode === '' ? 'no authorization mode specified' : `unknown authorization mode ${mode}`;
    throw new KubeletStartError(`failed to run Kubelet: ${why}`);
  }
  if (runtimeEndpoints.has(endpoint)) return;
  const socket = endpoint.replace(/^unix:\/\//, '');
  const why = `dial unix ${socket}: connect: no such file or directory`;
  const desc = `connection error: desc = ${JSON.stringify(`transport: Error while dialing: ${why}`)}`;
  throw new KubeletStartError(
    `failed to run Kubelet: validate service connection: validate CRI v1 runtime API for endpoint ${JSON.stringify(endpoint)}: rpc error: code = Unavailable desc = ${desc}`,
  );
}

function withoutEffect(
  set: ReadonlyMap<string, string>,
  flags: ReadonlyMap<string, string>,
): string[] {
  const usual = leavesOf(kubeadmConfiguration);
  const paths = [...new Set([...set.keys(), ...usual.keys()])];
  const changed = paths.filter((path) => set.get(path) !== usual.get(path) && !simulated[path]);
  const known = Object.values(simulated).flat();
  return [
    ...changed,
    ...[...flags.keys()].filter((name) => !known.includes(name)).map((name) => `--${name}`),
  ];
}

/** Scalars by their paths; lists of them joined. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()) {
  if (Array.isArray(value)) leaves.set(path, value.map(String).join(','));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      leavesOf(member, path === '' ? key : `${path}.${key}`, leaves);
    }
  } else if (value !== undefined && value !== null) leaves.set(path, String(value));
  return leaves;
}
