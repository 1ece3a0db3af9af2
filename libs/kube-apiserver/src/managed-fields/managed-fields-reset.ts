import type { Draft } from '../registry/resource-strategy.js';

/**
 * A body whose managedFields are an empty list asks to forget all owners. As an empty list is
 * left out when the body gets the shape of its kind, it is put in upstream's other words for the
 * same: a list of one empty entry.
 */
export function spellOutReset(body: unknown): unknown {
  const metadata: unknown = (body as Draft | null | undefined)?.['metadata'];
  const managedFields: unknown = (metadata as Draft | null | undefined)?.['managedFields'];
  if (!Array.isArray(managedFields) || managedFields.length > 0) return body;
  return { ...Object(body), metadata: { ...Object(metadata), managedFields: [{}] } };
}
