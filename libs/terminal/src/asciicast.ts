/**
 * asciicast v2: a JSON header line, then one JSON line per event `[seconds, code, data]`
 * (https://docs.asciinema.org/manual/asciicast/v2/). Pure text in, text out.
 */
export interface AsciicastHeader {
  readonly cols: number;
  readonly rows: number;
  /** When the terminal's life began, in whole seconds of Unix time; event times count from it. */
  readonly startedAtSeconds: number;
}
export type AsciicastEvent =
  | { readonly type: 'output'; readonly seconds: number; readonly text: string }
  | {
      readonly type: 'resize';
      readonly seconds: number;
      readonly cols: number;
      readonly rows: number;
    };

export function formatHeader({ cols, rows, startedAtSeconds }: AsciicastHeader): string {
  const header = { version: 2, width: cols, height: rows, timestamp: startedAtSeconds };
  return `${JSON.stringify({ ...header, env: { TERM: 'xterm-256color' } })}\n`;
}

export function formatEvent(event: AsciicastEvent): string {
  const seconds = Math.round(event.seconds * 1e6) / 1e6;
  const line =
    event.type === 'output'
      ? [seconds, 'o', event.text]
      : [seconds, 'r', `${event.cols}x${event.rows}`];
  return `${JSON.stringify(line)}\n`;
}

/** Undefined for a line that is no header: the file is not a recording, or was torn at birth. */
export function parseHeader(line: string): AsciicastHeader | undefined {
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, width, height, timestamp }: Partial<Record<string, unknown>> = { ...value };
  if (version !== 2 || typeof width !== 'number' || typeof height !== 'number') return undefined;
  return {
    cols: width,
    rows: height,
    startedAtSeconds: typeof timestamp === 'number' ? timestamp : 0,
  };
}

/** Undefined for a torn line and for kinds of events a recorder of ours does not write. */
export function parseEvent(line: string): AsciicastEvent | undefined {
  const value = parseJson(line);
  if (!Array.isArray(value)) return undefined;
  const [seconds, code, data]: unknown[] = value;
  if (typeof seconds !== 'number' || typeof data !== 'string') return undefined;
  if (code === 'o') return { type: 'output', seconds, text: data };
  const size = code === 'r' ? /^(\d+)x(\d+)$/.exec(data) : null;
  return size === null
    ? undefined
    : { type: 'resize', seconds, cols: Number(size[1]), rows: Number(size[2]) };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
