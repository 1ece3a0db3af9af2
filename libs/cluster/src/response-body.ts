import { OperationalError } from '@drillyard/errors';

/** A list of everything in the largest cluster a lab may fill is well below it. */
const bodyBytesMax = 64 * 1024 * 1024;
/** One object is at most 1.5 MiB; JSON in a watch event adds little. */
const lineBytesMax = 8 * 1024 * 1024;

/** Reads a body to its end. @throws OperationalError ANSWER_TOO_LARGE beyond 64 MiB. */
export async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw tooLarge(bodyBytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The lines of a body as they arrive; an unfinished last line is dropped. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of body) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
    }
    if (rest.length > lineBytesMax) throw tooLarge(lineBytesMax);
  }
}

function tooLarge(limit: number): OperationalError {
  return new OperationalError(
    'ANSWER_TOO_LARGE',
    `the API server answered with more than ${limit} bytes; ask for less`,
  );
}
