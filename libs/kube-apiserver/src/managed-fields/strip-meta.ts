import { FieldPathSet, fieldNameElement, type Managers } from '@drillyard/kube-patch';

/** Names an object and what only the server says of it: nobody's to own (upstream `stripmeta.go`). */
const stripped = FieldPathSet.of(
  [fieldNameElement('apiVersion')],
  [fieldNameElement('kind')],
  [fieldNameElement('metadata')],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((name) => [fieldNameElement('metadata'), fieldNameElement(name)]),
);

/** Takes these fields from one manager, and the manager away if nothing is left. */
export function stripMeta(managers: Managers, manager: string): Managers {
  const owned = managers.get(manager);
  if (owned === undefined) return managers;
  const rest = new Map(managers);
  const set = owned.set.difference(stripped);
  if (set.isEmpty) rest.delete(manager);
  else rest.set(manager, { ...owned, set });
  return rest;
}
