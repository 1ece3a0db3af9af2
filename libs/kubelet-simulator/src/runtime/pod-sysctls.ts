/**
 * What containerd sets for pods with a network of their own, unless the pod says otherwise: any
 * port and pings for everybody (CRI `sandbox_run_linux.go`, enable_unprivileged_ports and _icmp, on
 * by default since containerd 2.0). A pod on its node's network has the kernel's own defaults.
 */
export function podSysctls(
  hostNetwork: boolean,
  ofPod: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const base: [string, string][] = hostNetwork
    ? [
        ['net.ipv4.ip_unprivileged_port_start', '1024'],
        ['net.ipv4.ping_group_range', '1\t0'],
      ]
    : [
        ['net.ipv4.ip_unprivileged_port_start', '0'],
        ['net.ipv4.ping_group_range', '0\t2147483647'],
      ];
  return new Map([...base, ...ofPod]);
}
