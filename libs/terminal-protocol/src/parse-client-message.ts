import { colsMax, rowsMax } from './limits.js';
import type { ClientMessage } from './messages.js';

/** A client's text frame is one of two small objects; anything longer is not read. */
const messageCharsMax = 256;

/**
 * Reads a text frame of the client. Undefined where it is no message of the protocol: the socket
 * is then closed with `protocolError`. Sizes beyond the limits are brought within them.
 */
export function parseClientMessage(text: string): ClientMessage | undefined {
  const message = parseObject(text);
  if (message?.['type'] === 'resize') {
    const { cols, rows } = message;
    if (!isCount(cols) || !isCount(rows) || cols === 0 || rows === 0) return undefined;
    return { type: 'resize', cols: Math.min(cols, colsMax), rows: Math.min(rows, rowsMax) };
  }
  if (message?.['type'] === 'ack') {
    const { offset } = message;
    return isCount(offset) ? { type: 'ack', offset } : undefined;
  }
  return undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.length > messageCharsMax) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
