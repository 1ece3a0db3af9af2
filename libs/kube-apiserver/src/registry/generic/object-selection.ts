import {
  type FieldSelector,
  type KubeObject,
  type LabelSelector,
  matchesFields,
  matchesLabels,
} from '@drillyard/kube-objects';
import { badRequest } from '../../status-error.js';
import type { ResourceStrategy } from '../resource-strategy.js';

/** Whether an object is one of those a list or a watch asked for. */
export type Selection = (object: KubeObject) => boolean;

const commonFields = ['metadata.name', 'metadata.namespace'];

/** Throws 400 where a field cannot be selected by (`field label not supported`). */
export function selectionOf(
  labelSelector: LabelSelector,
  fieldSelector: FieldSelector,
  strategy: ResourceStrategy | undefined,
): Selection {
  const known = [...commonFields, ...(strategy?.fieldSelectors ?? [])];
  for (const { field } of fieldSelector) {
    if (!known.includes(field)) throw badRequest(unknownField(field, strategy));
  }
  return (object) =>
    matchesLabels(labelSelector, object.metadata.labels) &&
    matchesFields(
      fieldSelector,
      (field) => strategy?.selectableField?.(object, field) ?? readPath(object, field),
    );
}

/** Upstream words it by whether the resource has selectable fields of its own. */
function unknownField(field: string, strategy: ResourceStrategy | undefined): string {
  if (strategy?.fieldSelectors !== undefined) return `field label not supported: ${field}`;
  return `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function readPath(object: KubeObject, path: string): string {
  let value: unknown = object;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return '';
    value = Object.hasOwn(value, part)
      ? Object.entries(value).find(([key]) => key === part)?.[1]
      : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
}
