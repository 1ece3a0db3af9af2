/** As in the API's other paths; `?offset=N` tells what the browser has already. */
export const terminalSocketPath = '/api/terminals/:id/socket';

const pattern = /^\/api\/terminals\/([^/]+)\/socket$/;

export interface SocketTarget {
  readonly terminalId: string;
  readonly offset: number | undefined;
}

/** Undefined where the address is not a terminal's socket. */
export function toSocketTarget(address: string | undefined): SocketTarget | undefined {
  const url = URL.canParse(`http://server${address}`)
    ? new URL(`http://server${address}`)
    : undefined;
  const terminalId = pattern.exec(url?.pathname ?? '')?.[1];
  if (url === undefined || terminalId === undefined) return undefined;
  const offset = url.searchParams.get('offset') ?? '';
  return { terminalId, offset: /^\d{1,15}$/.test(offset) ? Number(offset) : undefined };
}
