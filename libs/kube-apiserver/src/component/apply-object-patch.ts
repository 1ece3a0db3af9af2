import type { ObjectPatch } from '@drillyard/cluster';
import { invariant } from '@drillyard/errors';
import { type KubeObject, parseApiVersion } from '@drillyard/kube-objects';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  decodeJsonPatch,
  patchSchemaOf,
} from '@drillyard/kube-patch';
import { conform, schemaOf } from '@drillyard/kube-schema';
import type { Draft } from '../registry/resource-strategy.js';

/** The object with the patch applied, in the shape of its kind where that is a built-in one. */
export function applyObjectPatch(current: KubeObject, { type, body }: ObjectPatch): Draft {
  const kind = { ...parseApiVersion(current.apiVersion), kind: current.kind };
  const merged = patched(current, type, body, kind);
  return schemaOf(kind) === undefined ? (merged as Draft) : conform(merged, kind).object;
}

function patched(
  current: KubeObject,
  type: ObjectPatch['type'],
  body: unknown,
  kind: { readonly group: string; readonly version: string; readonly kind: string },
): unknown {
  if (type === 'json') return applyJsonPatch(current, decodeJsonPatch(body).operations);
  if (type === 'merge') return applyMergePatch(current, body);
  const schema = schemaOf(kind);
  invariant(schema, `no type ${kind.kind} in the API`);
  return applyStrategicMergePatch({ ...current }, { ...Object(body) }, patchSchemaOf(schema));
}
