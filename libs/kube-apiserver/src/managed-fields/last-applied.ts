import { type FieldPathSet, TypedValue, type TypeRef } from '@drillyard/kube-patch';
import { parseJson, serialize } from '@drillyard/kube-schema';
import type { Draft } from '../registry/resource-strategy.js';

/** Where `kubectl apply` keeps what it applied when the merging was the client's. */
const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';
/** Only kubectl's own server-side apply moves objects over from its client-side one. */
export const migratingManager = 'kubectl';
/** An object's annotations together (apimachinery `TotalAnnotationSizeLimitB`). */
const annotationBytesMax = 256 * 1024;

/** Keeps the annotation of an object that has one in step with what is applied. */
export function updateLastApplied(object: Draft, applied: Draft): void {
  const annotations: Record<string, string> = object['metadata']?.annotations ?? {};
  if (!annotations[lastAppliedAnnotation]) return;
  const { [lastAppliedAnnotation]: _last, ...others } = applied['metadata']?.annotations ?? {};
  const metadata = { ...applied['metadata'] };
  delete metadata.annotations;
  if (Object.keys(others).length > 0) metadata.annotations = others;
  annotations[lastAppliedAnnotation] = serialize(sortDeep({ ...applied, metadata }));
  const bytes = Object.entries(annotations)
    .flat()
    .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > annotationBytesMax) delete annotations[lastAppliedAnnotation];
}

/**
 * The fields that still are as client-side apply left them: those may be taken over without a
 * conflict (upstream `lastappliedmanager.go`). Undefined where the annotation says nothing.
 */
export function fieldsLastApplied(
  live: Draft,
  apiVersion: string,
  type: TypeRef,
): FieldPathSet | undefined {
  const text: string | undefined = live['metadata']?.annotations?.[lastAppliedAnnotation];
  if (!text) return undefined;
  try {
    const last = parseJson(text).value as Draft;
    if (last['apiVersion'] !== apiVersion) return undefined;
    const lastTyped = TypedValue.of(last, type);
    const { modified, added, removed } = lastTyped.compare(TypedValue.of(live, type));
    return lastTyped.toFieldSet().difference(modified).difference(added).difference(removed);
  } catch {
    // The annotation is the client's: whatever is wrong with it, it allows nothing.
    return undefined;
  }
}

function sortDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortDeep);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, member]) => [key, sortDeep(member)]));
}
