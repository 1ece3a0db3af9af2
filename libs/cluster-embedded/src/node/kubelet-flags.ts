import { FileError } from '@drillyard/kube-apiserver';
import { KubeletStartError } from './kubelet-start-error.js';
import type { NodeFolder } from './node-folder.js';
import { readSmallFile } from './small-file.js';

/** Where systemd's unit has the kubelet's flags from, and the variables in them. */
const files = [
  ['/var/lib/kubelet/kubeadm-flags.env', 'KUBELET_KUBEADM_ARGS'],
  ['/etc/default/kubelet', 'KUBELET_EXTRA_ARGS'],
] as const;

/** Every flag of the kubelet (cmd/kubelet/app/options). */
const known: ReadonlySet<string> = new Set(
  `
address allowed-unsafe-sysctls anonymous-auth authentication-token-webhook authentication-token-
webhook-cache-ttl authorization-mode authorization-webhook-cache-authorized-ttl authorization-
webhook-cache-unauthorized-ttl bootstrap-kubeconfig cert-dir cgroup-driver cgroup-root cgroups-
per-qos client-ca-file cloud-provider cluster-dns cluster-domain config config-dir container-log-
max-files container-log-max-size container-runtime-endpoint contention-profiling cpu-cfs-quota
cpu-cfs-quota-period cpu-manager-policy cpu-manager-policy-options cpu-manager-reconcile-period
enable-controller-attach-detach enable-debugging-handlers enable-server enforce-node-allocatable
event-burst event-qps eviction-hard eviction-max-pod-grace-period eviction-minimum-reclaim
eviction-pressure-transition-period eviction-soft eviction-soft-grace-period exit-on-lock-
contention experimental-allocatable-ignore-eviction experimental-mounter-path fail-cgroupv1 fail-
swap-on feature-gates file-check-frequency hairpin-mode healthz-bind-address healthz-port
hostname-override http-check-frequency image-credential-provider-bin-dir image-credential-
provider-config image-gc-high-threshold image-gc-low-threshold image-service-endpoint kernel-
memcg-notification kube-api-burst kube-api-content-type kube-api-qps kube-reserved kube-reserved-
cgroup kubeconfig kubelet-cgroups local-storage-capacity-isolation lock-file make-iptables-util-
chains manifest-url manifest-url-header max-open-files max-pods maximum-dead-containers maximum-
dead-containers-per-container memory-manager-policy minimum-container-ttl-duration minimum-image-
ttl-duration node-ip node-labels node-status-max-images node-status-update-frequency oom-score-adj
pod-cidr pod-manifest-path pod-max-pids pods-per-core port protect-kernel-defaults provider-id
qos-reserved read-only-port register-node register-with-taints registry-burst registry-qps
reserved-cpus reserved-memory resolv-conf root-dir rotate-certificates rotate-server-certificates
runonce runtime-cgroups runtime-request-timeout seccomp-default serialize-image-pulls streaming-
connection-idle-timeout sync-frequency system-cgroups system-reserved system-reserved-cgroup tls-
cert-file tls-cipher-suites tls-min-version tls-private-key-file topology-manager-policy topology-
manager-policy-options topology-manager-scope volume-plugin-dir volume-stats-agg-period logging-
format log-flush-frequency v vmodule help version
`
    .trim()
    .split(/\s+/),
);

/** The flags its files give a kubelet, by name. Throws KubeletStartError. */
export function readKubeletFlags(folder: NodeFolder): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const [path, variable] of files) {
    const words = variableIn(textOf(folder, path), variable).split(/\s+/).filter(Boolean);
    for (let at = 0; at < words.length; at++) {
      const [flag = '', own] = split(words[at] ?? '');
      if (!flag.startsWith('-')) throw new KubeletStartError(`unknown command ${flag}`);
      const name = flag.replace(/^--?/, '');
      if (!known.has(name)) {
        throw new KubeletStartError(`failed to parse kubelet flag: unknown flag: ${flag}`);
      }
      const isFollowed = own === undefined && words[at + 1]?.startsWith('-') === false;
      flags.set(name, own ?? (isFollowed ? (words[++at] ?? '') : 'true'));
    }
  }
  return flags;
}

function split(word: string): readonly [flag: string, value: string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

/** A file that is not there sets nothing: the unit says so by a dash. */
function textOf(folder: NodeFolder, path: string): string {
  try {
    return folder.exists(path) ? readSmallFile(folder, path) : '';
  } catch (error) {
    if (error instanceof FileError) return '';
    throw error;
  }
}

/** The last value counts; quotes are systemd's. */
function variableIn(text: string, variable: string): string {
  const lines = text.split('\n').filter((line) => line.startsWith(`${variable}=`));
  const value =
    lines
      .at(-1)
      ?.slice(variable.length + 1)
      .trim() ?? '';
  return value.replace(/^(["'])(.*)\1$/, '$2');
}
