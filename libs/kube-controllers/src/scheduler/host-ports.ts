import type { ContainerPort, Pod } from '../api/core.js';

const anyAddress = '0.0.0.0';

/** The ports of the node a pod wants for itself. */
export function hostPorts({ spec }: Pod): readonly ContainerPort[] {
  const sidecars = (spec.initContainers ?? []).filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  return [...spec.containers, ...sidecars].flatMap(({ ports = [] }) =>
    ports.filter(({ hostPort = 0 }) => hostPort > 0),
  );
}

export function collide(a: ContainerPort, b: ContainerPort): boolean {
  if (a.hostPort !== b.hostPort || (a.protocol ?? 'TCP') !== (b.protocol ?? 'TCP')) return false;
  const [ip, other] = [a.hostIP || anyAddress, b.hostIP || anyAddress];
  return ip === other || ip === anyAddress || other === anyAddress;
}
