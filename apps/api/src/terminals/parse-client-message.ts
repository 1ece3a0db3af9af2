import { type ClientMessage, colsMax, rowsMax } from '@drillyard/terminal-protocol';
import { z } from 'zod';

const clientMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('resize'),
    cols: z.int().min(1).max(colsMax),
    rows: z.int().min(1).max(rowsMax),
  }),
  z.object({ type: z.literal('ack'), offset: z.int().min(0) }),
]) satisfies z.ZodType<ClientMessage>;

/** A control message as the protocol defines it; undefined where it is none. */
export function parseClientMessage(text: string): ClientMessage | undefined {
  try {
    return clientMessage.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
