import type { TerminalSocket } from './terminal-connection';

/** Opens the socket of a terminal; same origin, so that the cookie goes along. */
export function openTerminalSocket(terminalId: string, offset: number | undefined): TerminalSocket {
  const url = new URL(`/api/terminals/${encodeURIComponent(terminalId)}/socket`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (offset !== undefined) url.searchParams.set('offset', String(offset));
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const adapter: TerminalSocket = {
    onmessage: null,
    onclose: null,
    send: (data) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(typeof data === 'string' ? data : new Uint8Array(data));
    },
    close: () => socket.close(),
  };
  socket.onmessage = (event) => adapter.onmessage?.(event);
  socket.onclose = (event) => adapter.onclose?.(event);
  return adapter;
}
