import type { Control, ControlVersion } from '../control.js';

/**
 * Baseline, "Sysctls": a pod sets only kernel parameters that end at its own namespaces and cannot
 * harm its neighbours. The list grew with the versions.
 */
export const sysctls: Control = {
  id: 'sysctls',
  level: 'baseline',
  versions: [safeSince(0), safeSince(27), safeSince(29), safeSince(32)],
};

function safeSince(since: number): ControlVersion {
  return {
    since,
    check: ({ spec }) => {
      const safe = safeSysctls.filter(([from]) => from <= since).flatMap(([, names]) => names);
      const forbidden = (spec?.securityContext?.sysctls ?? [])
        .map(({ name = '' }) => name)
        .filter((name) => !safe.includes(name));
      if (forbidden.length === 0) return undefined;
      return { reason: 'forbidden sysctls', detail: forbidden.join(', ') };
    },
  };
}

/** By the policy version that first knew them as safe. */
const safeSysctls: readonly [minor: number, names: readonly string[]][] = [
  [
    0,
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  ],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
];
