import type { KubeObject } from '@drillyard/kube-objects';
import { type Failed, failed } from '../check-outcome.js';
import { describeObject } from '../resource/describe-object.js';

/** Where a command is run, in the words of evidence. */
export interface ContainerPlace {
  readonly container: string;
  /** Such as `Pod atlas/web`. */
  readonly object: string;
  /** As the events of a kubelet name it: `spec.containers{web}`. */
  readonly fieldPath: string;
}

interface Pod extends KubeObject {
  readonly spec?: Partial<Record<ContainerList, readonly { readonly name: string }[]>>;
  readonly status?: {
    readonly phase?: string;
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly ephemeralContainerStatuses?: readonly ContainerStatus[];
  };
}
interface ContainerStatus {
  readonly name: string;
  readonly state?: {
    readonly running?: unknown;
    readonly waiting?: StateDetail;
    readonly terminated?: StateDetail & { readonly exitCode?: number };
  };
}
interface StateDetail {
  readonly reason?: string;
  readonly message?: string;
}
const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const;
type ContainerList = (typeof containerLists)[number];

/** The container a check is about, or the verdict that no command can be run in it. */
export function placeOf(object: KubeObject, asked: string | undefined): ContainerPlace | Failed {
  const pod = object as Pod; // its fields are the API server's
  const known = containerLists.flatMap((list) =>
    (pod.spec?.[list] ?? []).map(({ name }) => ({ name, list })),
  );
  const names = known.map(({ name }) => name).join(', ');
  const [only, ...others] = known.filter(({ list }) => list === 'containers');
  const container = asked === undefined ? only : known.find(({ name }) => name === asked);
  const name = describeObject(pod);
  if (container === undefined || (asked === undefined && others.length > 0)) {
    return failed(
      asked === undefined
        ? `${name} has several containers, and only one is expected.`
        : `${name} has no container ${asked}.`,
      {
        expected: asked === undefined ? 'one container' : `a container ${asked}`,
        actual: names,
        evidence: [{ object: name, fieldPath: 'spec.containers', message: names }],
      },
    );
  }
  const fieldPath = `spec.${container.list}{${container.name}}`;
  const place = { container: container.name, object: name, fieldPath };
  return notRunning(pod, place) ?? place;
}

function notRunning({ status = {} }: Pod, place: ContainerPlace): Failed | undefined {
  const all = [
    status.containerStatuses,
    status.initContainerStatuses,
    status.ephemeralContainerStatuses,
  ].flatMap((statuses) => statuses ?? []);
  const state = all.find(({ name }) => name === place.container)?.state;
  if (state?.running !== undefined) return undefined;
  const { reason, message } = state?.waiting ?? state?.terminated ?? {};
  const why = [reason ?? `the pod is ${status.phase ?? 'Pending'}`, message]
    .filter((part) => part !== undefined)
    .join(': ');
  const { object, fieldPath } = place;
  return failed(`The container ${place.container} of ${object} does not run.`, {
    expected: 'a container that runs',
    actual: why,
    evidence: [{ object, fieldPath, message: why }],
  });
}
