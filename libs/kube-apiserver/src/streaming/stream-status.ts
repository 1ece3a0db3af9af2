/** The part of a Status that ends a command (cri-streaming `streamStatus`). */
export interface StreamStatus {
  readonly metadata: Readonly<Record<string, never>>;
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes: readonly { reason: string; message: string }[] };
  readonly code?: number;
}

export function internalErrorStatus(why: string): StreamStatus {
  const message = `Internal error occurred: ${why}`;
  return { metadata: {}, status: 'Failure', message, reason: 'InternalError', code: 500 };
}

/**
 * What goes onto the error stream: the Status as JSON since v4, before that the text of an error,
 * and nothing of a success.
 */
export function statusText(status: StreamStatus, json: boolean): string {
  if (json) return JSON.stringify(status);
  return status.status === 'Success' ? '' : (status.message ?? '');
}
