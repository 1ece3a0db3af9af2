import type { Pod } from '../api/core.js';
import type { Service, ServicePort } from '../api/services.js';
import { isPodTerminal } from '../pod-status.js';

export const lastChangeTriggerTime = 'endpoints.kubernetes.io/last-change-trigger-time';

/** Whether a Service sends anything to the pod: it has to have an address. */
export function belongsToEndpoints(pod: Pod, includesTerminating: boolean): boolean {
  if (isPodTerminal(pod) || addressesOf(pod).length === 0) return false;
  return includesTerminating || pod.metadata.deletionTimestamp === undefined;
}

/** All addresses of a pod. */
export function addressesOf({ status }: Pod): readonly string[] {
  const { podIP, podIPs = [] } = status ?? {};
  if (podIPs.length > 0) return podIPs.map(({ ip }) => ip);
  return podIP ? [podIP] : [];
}

export function selectedBy({ spec, metadata }: Service, pod: Pod): boolean {
  const { selector } = spec;
  if (selector === undefined || metadata.namespace !== pod.metadata.namespace) return false;
  const { labels = {} } = pod.metadata;
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** The port a Service port leads to on a pod; undefined where the pod has no port of that name. */
export function findPort(
  pod: Pod,
  { targetPort, port, protocol }: ServicePort,
): number | undefined {
  if (typeof targetPort === 'number') return targetPort === 0 ? port : targetPort;
  if (targetPort === undefined) return port;
  const sidecars = (pod.spec.initContainers ?? []).filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  for (const { ports = [] } of [...pod.spec.containers, ...sidecars]) {
    const found = ports.find(
      (each) => each.name === targetPort && (each.protocol ?? 'TCP') === (protocol ?? 'TCP'),
    );
    if (found !== undefined) return found.containerPort;
  }
  return undefined;
}

/** A pod with a name of its own in the Service's domain. */
export function hasHostname({ spec, metadata }: Pod, service: Service): boolean {
  return (
    (spec.hostname ?? '') !== '' &&
    spec.subdomain === service.metadata.name &&
    service.metadata.namespace === metadata.namespace
  );
}

/** The latest of the changes that led here: of the Service, or of a pod's readiness. */
export function triggerTime(service: Service, pods: readonly Pod[]): string | undefined {
  const times = pods.flatMap(({ status }) => {
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    return ready?.lastTransitionTime ?? [];
  });
  return times.sort().at(-1) ?? service.metadata.creationTimestamp ?? undefined;
}
