import { type KubeObject, parseApiVersion } from '@drillyard/kube-objects';
import { conform, schemaOf } from '@drillyard/kube-schema';
import { sortedDeep } from '../../apiextensions/schema/json-object.js';
import type { Draft } from '../resource-strategy.js';

/**
 * A finished draft as it is stored and sent: a copy with its keys in the order of upstream's Go
 * structs and its values in canonical form, whatever the steps before it did. Custom resources
 * are maps to Go, whose keys it sorts.
 */
export function orderObject(draft: Draft): KubeObject {
  const { apiVersion, kind } = draft;
  const gvk = { ...parseApiVersion(apiVersion), kind };
  const ordered = schemaOf(gvk) === undefined ? sortedDeep(draft) : conform(draft, gvk).object;
  return ordered as unknown as KubeObject;
}
