import { orderObject } from '../registry/generic/order-object.js';
import { SharedBase } from '../storage/shared-base.js';
import { withBootstrapOwners } from './bootstrap-managed-fields.js';
import { bootstrapRbacObjects } from './bootstrap-rbac.js';
import { namespaceObjects, serviceAccountObjects } from './default-namespaces.js';
import { flowControlObjects } from './flow-control.js';
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
      ...flowControlObjects(),
      ...bootstrapRbacObjects(),
    ].map(({ resource, object }) => {
      const { object: owned } = withBootstrapOwners({
        resource,
        object: orderObject({ ...object }),
      });
      return { resource, object: orderObject({ ...owned }) };
    }),
  );
  return base;
}
