import type { KubeObject } from '@drillyard/kube-objects';
import { deepFreeze } from './deep-freeze.js';

/** The part of an event that says what an object was, at the resourceVersion of its deletion. */
export function deletion(previous: KubeObject | undefined, resourceVersion: number) {
  const last = previous ?? { apiVersion: '', kind: '', metadata: {} };
  const metadata = { ...last.metadata, resourceVersion: String(resourceVersion) };
  return { type: 'DELETED' as const, object: deepFreeze({ ...last, metadata }), previous: last };
}
