import type { IncomingMessage } from 'node:http';

/** Where the server is reached: its own addresses, and what stands in front of it. */
export interface OwnOrigin {
  readonly publicUrl: string | undefined;
}

/**
 * Whether a request that changes something, or opens a socket, comes from our own pages. Browsers
 * send Origin with these, and Sec-Fetch-Site where they can; a client that sends neither is no
 * browser and cannot be abused by a foreign page.
 */
export function isSameOrigin(request: IncomingMessage, own: OwnOrigin): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (own.publicUrl !== undefined && origin === new URL(own.publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
