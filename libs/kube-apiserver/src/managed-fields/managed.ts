import type { Managers, VersionedSet } from '@drillyard/kube-patch';
import {
  type ManagedFieldsEntry,
  managerIdentifier,
  parseManagerIdentifier,
} from './managed-fields-entry.js';
import { readFieldsV1, writeFieldsV1 } from './recent-field-sets.js';

/** `metadata.managedFields`, read (apimachinery `managedfields/internal.Managed`). */
export interface Managed {
  /** By identifier. */
  readonly fields: Managers;
  /** When each manager last changed a field, as RFC 3339 text. */
  readonly times: ReadonlyMap<string, string>;
}

export const emptyManaged: Managed = { fields: new Map(), times: new Map() };

/** Throws an Error that names the entry where one cannot be read. */
export function decodeManagedFields(entries: readonly ManagedFieldsEntry[] = []): Managed {
  const fields = new Map<string, VersionedSet>();
  const times = new Map<string, string>();
  for (const [at, entry] of entries.entries()) {
    const { operation, apiVersion = '', fieldsType = '', time } = entry;
    if (operation !== 'Apply' && operation !== 'Update') {
      throw new Error('operation must be `Apply` or `Update`');
    }
    if (apiVersion === '') throw new Error('apiVersion must not be empty');
    if (fieldsType === '') throw new Error(`missing fieldsType in managed fields entry ${at}`);
    if (fieldsType !== 'FieldsV1') {
      throw new Error(
        `invalid fieldsType ${JSON.stringify(fieldsType)} in managed fields entry ${at}`,
      );
    }
    const identifier = managerIdentifier(entry);
    const set = readFieldsV1(entry.fieldsV1 ?? {});
    fields.set(identifier, { set, apiVersion, isApplied: operation === 'Apply' });
    if (time) times.set(identifier, time);
  }
  return { fields, times };
}

/** As it is stored; undefined where nobody manages anything. */
export function encodeManagedFields({ fields, times }: Managed): ManagedFieldsEntry[] | undefined {
  if (fields.size === 0) return undefined;
  const entries = [...fields].map(([identifier, { set, apiVersion }]): ManagedFieldsEntry => {
    const { manager, operation, subresource } = parseManagerIdentifier(identifier);
    const time = times.get(identifier);
    return {
      ...(manager && { manager }),
      ...(operation && { operation }),
      apiVersion,
      ...(time !== undefined && { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: writeFieldsV1(set),
      ...(subresource && { subresource }),
    };
  });
  return entries.sort(compareEntries);
}

/** Seconds since 1970; 0 for an entry without a time. */
export function secondsOf(time: string | undefined): number {
  return time === undefined ? 0 : Math.floor(Date.parse(time) / 1000);
}

/** Appliers first, then by age, then by name. */
function compareEntries(a: ManagedFieldsEntry, b: ManagedFieldsEntry): number {
  return (
    compareText(a.operation, b.operation) ||
    secondsOf(a.time) - secondsOf(b.time) ||
    compareText(a.manager, b.manager) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.subresource, b.subresource)
  );
}

function compareText(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
