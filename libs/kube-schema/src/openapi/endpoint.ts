import type { GroupVersionKind } from '@drillyard/kube-objects';
import type { FieldSchema } from '../schema.js';
import type { ApiParameter } from './operation.js';

/** Where the operations of a resource or subresource live, and how their ids are called. */
export interface Endpoint {
  readonly path: string;
  /** `CoreV1` and `NamespacedPodStatus`: the id of an operation is verb, group version, subject. */
  readonly idPrefix: string;
  readonly idSubject: string;
  readonly tag: string;
  readonly gvk: GroupVersionKind;
  readonly parameters: readonly ApiParameter[];
}

/** Fields of an options type as query parameters; upstream's converter knows no times. */
export function optionParameters(fields: readonly FieldSchema[]): ApiParameter[] {
  return fields
    .filter(({ name, type }) => !['kind', 'apiVersion'].includes(name) && type.kind !== 'time')
    .map(({ name, type }) => {
      const value = type.kind === 'list' ? type.items.kind : type.kind;
      const isInteger = value === 'int32' || value === 'int64';
      const kind = isInteger ? 'integer' : value === 'boolean' ? 'boolean' : 'string';
      return { in: 'query', name, type: kind };
    });
}

export function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
