import type { ServerMessage } from '@drillyard/terminal-protocol';

const types: readonly string[] = [
  'attached',
  'live',
  'exit',
  'notice',
] satisfies ServerMessage['type'][];

/** Reads a text frame; undefined for a message of a newer server, which is passed over. */
export function parseServerMessage(text: string): ServerMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  // The server is ours and speaks this protocol; only the kind is checked, for newer servers.
  return types.includes(String(message.type)) ? (message as ServerMessage) : undefined;
}
