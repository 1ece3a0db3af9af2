import { KubeApiError } from '@drillyard/cluster';

export function isNotFound(error: unknown): boolean {
  return error instanceof KubeApiError && error.reason === 'NotFound';
}
export function isAlreadyExists(error: unknown): boolean {
  return error instanceof KubeApiError && error.reason === 'AlreadyExists';
}
export function isConflict(error: unknown): boolean {
  return error instanceof KubeApiError && error.reason === 'Conflict';
}

/** The namespace is going away: nothing can be made in it any more, and nobody is to hear of it. */
export function isNamespaceTerminating(error: unknown): boolean {
  if (!(error instanceof KubeApiError)) return false;
  return (
    error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') === true
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
