import type { Readable } from 'node:stream';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** One size is some 30 bytes: what is longer without an end is none. */
const pendingCharactersMax = 4_096;
const dimensionMax = 65_535;

/**
 * Reads the sizes a client's terminal takes, `{"Width":80,"Height":24}` one after the other
 * (client-go `TerminalSize`). What cannot be read ends the reading, as upstream's decoder does.
 */
export async function readTerminalSizes(
  from: Readable | undefined,
  onSize: (size: TerminalSize) => void,
): Promise<void> {
  let pending = '';
  try {
    for await (const bytes of from ?? []) {
      pending += Buffer.from(bytes).toString('utf8');
      for (;;) {
        const end = pending.indexOf('}');
        if (end < 0) break;
        const size = parseTerminalSize(pending.slice(0, end + 1));
        pending = pending.slice(end + 1);
        if (size !== undefined) onSize(size);
      }
      if (pending.length > pendingCharactersMax) break;
    }
  } catch {
    // The client is gone, or sent no JSON: the last size stays.
  }
  from?.resume();
}

function parseTerminalSize(text: string): TerminalSize | undefined {
  const { Width: columns, Height: rows } = JSON.parse(text) as Record<string, unknown>;
  return isDimension(columns) && isDimension(rows) ? { columns, rows } : undefined;
}

function isDimension(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= dimensionMax;
}
