import type { KubeObject } from '@drillyard/kube-objects';
import { badRequest, conflict, unknownError } from '../../status-error.js';
import { secondsIso } from '../../storage/seconds-iso.js';
import { aggregateMessage, type FieldError, notSupported, required } from '../field-error.js';
import { orderObject } from '../generic/order-object.js';
import type { ResourceStore } from '../generic/resource-store.js';
import type { Draft, ReviewHandler, SubresourceAction } from '../resource-strategy.js';

export const successStatus = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  code: 201,
} as const;

/** pods/binding: what a scheduler, or whoever plays one, says a pod runs on. */
export function podBinding(podStore: () => ResourceStore): SubresourceAction {
  return {
    group: '',
    resource: 'pods',
    subresource: 'binding',
    async create(pod, draft, { dryRun, now }) {
      const { name = '' } = pod.metadata;
      if (draft['metadata']?.name !== name) {
        throw badRequest('name in URL does not match name in Binding object');
      }
      refuseMistakes(draft);
      checkPreconditions(pod, draft['metadata']);
      const why = whyUnassignable(pod);
      if (why !== undefined) throw conflict({ group: '', resource: 'pods/binding' }, name, why);
      const store = podStore();
      const bound = assigned(pod, draft, secondsIso(now()));
      if (!dryRun) store.writing(name, () => store.storage.update(store.stored, bound, pod));
      return { ...successStatus };
    },
  };
}

/**
 * bindings: the same, with the pod's name in the body alone (upstream `LegacyBindingREST`). There
 * is none to read.
 */
export function legacyBinding(podStore: () => ResourceStore): ReviewHandler {
  return {
    group: '',
    resource: 'bindings',
    create(draft, context) {
      const store = podStore();
      const { name = '' }: Draft = draft['metadata'];
      refuseMistakes(draft);
      if (name === '') throw badRequest('Name parameter required.');
      // A uid is the binding's own here, and no precondition.
      delete draft['metadata'].uid;
      return podBinding(podStore).create(store.get(context.namespace, name), draft, context);
    },
  };
}

function refuseMistakes({ target }: Draft): void {
  const errors = validateTarget(target ?? {});
  if (errors.length > 0) throw unknownError(aggregateMessage(errors));
}

/** Which pod, in which state, the scheduler means (apiserver `storage.Preconditions`). */
function checkPreconditions({ metadata }: KubeObject, sent: Draft): void {
  const { name = '', namespace, uid, resourceVersion } = metadata;
  const checks = [
    ['UID', sent['uid'], uid],
    ['ResourceVersion', sent['resourceVersion'], resourceVersion],
  ];
  for (const [what, asked, found] of checks) {
    if (!asked || asked === found) continue;
    const key = `/registry/pods/${namespace}/${name}`;
    const why = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: ${what} in precondition: ${asked}, ${what} in object meta: ${found}`;
    throw conflict({ group: '', resource: 'pods' }, name, why);
  }
}

function validateTarget({ kind = '', name = '' }: Draft): FieldError[] {
  return [
    ...(kind === '' || kind === 'Node'
      ? []
      : [notSupported('target.kind', kind, ['Node', '<empty>'])]),
    ...(name === '' ? [required('target.name')] : []),
  ];
}

function whyUnassignable({ metadata, spec }: KubeObject): string | undefined {
  const { nodeName, schedulingGates = [] } = (spec ?? {}) as Draft;
  if (metadata.deletionTimestamp !== undefined) {
    return `pod ${metadata.name} is being deleted, cannot be assigned to a host`;
  }
  if (nodeName) {
    return `pod ${metadata.name} is already assigned to node ${JSON.stringify(nodeName)}`;
  }
  if (schedulingGates.length > 0) return `pod ${metadata.name} has non-empty .spec.schedulingGates`;
  return undefined;
}

function assigned(pod: KubeObject, { metadata: sent, target }: Draft, now: string): KubeObject {
  const { metadata, spec, status } = pod as Draft;
  const { nominatedNodeName: _nominated, conditions = [], ...others } = status ?? {};
  const scheduled = { type: 'PodScheduled', status: 'True', lastTransitionTime: now };
  return orderObject({
    ...pod,
    metadata: {
      ...metadata,
      ...(sent.annotations && { annotations: { ...metadata.annotations, ...sent.annotations } }),
      ...(sent.labels && { labels: { ...metadata.labels, ...sent.labels } }),
    },
    spec: { ...spec, nodeName: target.name },
    status: {
      ...others,
      conditions: [...conditions.filter(({ type }: Draft) => type !== scheduled.type), scheduled],
    },
  });
}
