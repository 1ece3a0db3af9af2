import type { Control, Forbidden } from '../control.js';
import { type Container, containersOf, type NetworkHandler, type Pod } from '../pod.js';
import { named, namesWhere, plural, quoted, sortedSet } from '../wording.js';

/**
 * Baseline, "Host Probes / Lifecycle Hooks": the kubelet connects to the pod itself when it probes
 * it or runs its hooks. With a host of its own choice a pod could make the node connect anywhere.
 */
export const hostProbesAndHostLifecycle: Control = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  versions: [{ since: 34, check }],
};

function check(pod: Pod): Forbidden | undefined {
  const names = sortedSet(namesWhere(pod, (container) => hostsOf(container).length > 0));
  if (names.length === 0) return undefined;
  const hosts = sortedSet(containersOf(pod).flatMap(hostsOf));
  const verb = names.length === 1 ? 'uses' : 'use';
  return {
    reason: 'probe or lifecycle host',
    detail: `${named('container', names)} ${verb} ${plural('probe or lifecycle host', hosts.length)} ${quoted(hosts)}`,
  };
}

function hostsOf(container: Container): string[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const handlers: (NetworkHandler | undefined)[] = [
    livenessProbe,
    readinessProbe,
    startupProbe,
    lifecycle?.postStart,
    lifecycle?.preStop,
  ];
  const hosts = handlers.flatMap((handler) => [handler?.httpGet?.host, handler?.tcpSocket?.host]);
  return hosts.filter((host): host is string => Boolean(host));
}
