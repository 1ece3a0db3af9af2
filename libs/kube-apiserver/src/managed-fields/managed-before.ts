import type { Draft } from '../registry/resource-strategy.js';
import { decodeManagedFields, emptyManaged, type Managed } from './managed.js';
import type { ManagedFieldsEntry } from './managed-fields-entry.js';

type Entries = readonly ManagedFieldsEntry[] | undefined;

/**
 * The owners a write starts from: those the client sends, if it does so in a way that can be
 * read, else those of the live object. Through a subresource nobody sets them by hand
 * (apimachinery `decodeLiveOrNew`).
 */
export function managedBefore(live: Draft | undefined, after: Draft, subresource: string): Managed {
  const ofLive = () => decodeOrEmpty(live?.['metadata']?.managedFields);
  if (subresource !== '') return ofLive();
  const sent: Entries = after['metadata']?.managedFields ?? undefined;
  if (isReset(sent)) return emptyManaged;
  const managed = decodeOrEmpty(sent);
  return managed.fields.size === 0 ? ofLive() : managed;
}

/** Clients let go of the books by an empty list, or by a list of one empty entry. */
function isReset(sent: Entries): boolean {
  if (sent === undefined) return false;
  return sent.length === 0 || (sent.length === 1 && Object.keys(sent[0] ?? {}).length === 0);
}

function decodeOrEmpty(entries: Entries): Managed {
  try {
    return decodeManagedFields(entries);
  } catch {
    return emptyManaged;
  }
}
