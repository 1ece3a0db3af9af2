import type { Engine } from './engine.js';

/** kind's for clusters of IPv4 (kind `pkg/apis/config/v1alpha4/default.go`). */
const serviceSubnet = '10.96.0.0/16';
const scriptPath = '/kind/close-egress.sh';

/**
 * Takes a node's way out: what is not on one of its networks is unreachable at once, for its pods
 * as well, in both directions. Addresses of Services keep a route, though not theirs in the end: a
 * process of the node looks for one before kube-proxy's rules are asked. An engine restores the
 * way out when it starts the container, so it is taken again before each start of the kubelet. An
 * engine cannot do it: ports are not published on a network without a way out. No route says
 * `unreachable` in its place: kubeadm would take it for one with an interface, and not find that
 * (apimachinery `pkg/util/net/interface.go`).
 */
const installScript = `set -e
cat > ${scriptPath} <<'END'
device=$(ip -4 route show default | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | head -n 1)
[ -n "$device" ] || exit 0
ip route replace ${serviceSubnet} dev "$device"
ip route del default dev "$device"
END
printf '[Service]\\nExecStartPre=/bin/sh ${scriptPath}\\n' > /etc/systemd/system/kubelet.service.d/30-close-egress.conf
systemctl daemon-reload
sh ${scriptPath}`;

/** When kind has ended: kubeadm looks for a default route. */
export async function closeEgress(engine: Engine, nodes: readonly string[]): Promise<void> {
  await Promise.all(nodes.map((node) => engine.exec(node, ['sh', '-c', installScript])));
}
