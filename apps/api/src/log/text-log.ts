/** What pino adds to every record, and nobody reads at a terminal. */
const leftOut = new Set(['level', 'time', 'pid', 'msg', 'err', 'requestId']);

/**
 * A record of the log as one line for a person: what happened, then the facts. Undefined for
 * requests, of which every page makes many.
 * @param json one record as pino writes it.
 */
export function toTextLine(json: string): string | undefined {
  const record = Object.entries(JSON.parse(json) as Record<string, unknown>); // pino writes objects
  const { msg = '', err } = Object.fromEntries(record);
  if (msg === 'request') return undefined;
  const facts = record
    .filter(([key, value]) => !leftOut.has(key) && value !== undefined)
    .map(([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const cause = messageOf(err);
  return `${msg}${cause === undefined ? '' : `: ${cause}`}${facts.join('')}\n`;
}

function messageOf(error: unknown): string | undefined {
  if (error === null || typeof error !== 'object' || !('message' in error)) return undefined;
  return String(error.message);
}
