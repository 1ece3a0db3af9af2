import { orderObject } from '../registry/generic/order-object.js';
import { SharedBase } from '../storage/shared-base.js';
import { bootstrapRbacObjects } from './bootstrap-rbac.js';
import { namespaceObjects, serviceAccountObjects } from './default-namespaces.js';
import { kubernetesServiceObjects } from './kubernetes-service.js';
import { priorityClassObjects } from './priority-classes.js';

let base: SharedBase | undefined;

/** The objects every cluster is born with: made once, when the first cluster of a process needs them. */
export function bootstrapBase(): SharedBase {
  base ??= new SharedBase(
    [
      ...namespaceObjects(),
      ...serviceAccountObjects(),
      ...kubernetesServiceObjects(),
      ...priorityClassObjects(),
      ...bootstrapRbacObjects(),
    ].map(({ resource, object }) => ({ resource, object: orderObject({ ...object }) })),
  );
  return base;
}
