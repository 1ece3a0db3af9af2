/** One owner of an object's fields, as `metadata.managedFields` lists it (metav1). */
export interface ManagedFieldsEntry {
  readonly manager?: string;
  readonly operation?: 'Apply' | 'Update';
  readonly apiVersion?: string;
  readonly time?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: unknown;
  readonly subresource?: string;
}

/**
 * What tells managers apart (apimachinery `BuildManagerIdentifier`). An applier is the same in
 * every version, an updater is one for each.
 */
export function managerIdentifier(entry: ManagedFieldsEntry): string {
  const { manager, operation, apiVersion, subresource } = entry;
  return JSON.stringify({
    ...(manager && { manager }),
    operation,
    ...(operation === 'Update' && apiVersion && { apiVersion }),
    ...(subresource && { subresource }),
  });
}

/** The entry an identifier was made of; without its fields and time. */
export function parseManagerIdentifier(identifier: string): ManagedFieldsEntry {
  return JSON.parse(identifier) as ManagedFieldsEntry;
}
