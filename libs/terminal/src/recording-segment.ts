import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  type AsciicastEvent,
  type AsciicastHeader,
  formatHeader,
  parseEvent,
  parseHeader,
} from './asciicast.js';

/**
 * One file of a recording, an asciicast of its own. Its name is the offset of its first byte of
 * output, so a folder of segments needs no index and nothing has to be written twice.
 */
export interface SegmentContent {
  readonly startOffset: number;
  readonly header: AsciicastHeader;
  readonly events: readonly AsciicastEvent[];
  readonly fileBytes: number;
}

/** Wide enough for every safe integer, so that names sort as numbers do. */
const offsetDigits = 16;

/** Offsets of the segments in a folder, oldest first; none where there is no folder. */
export function listSegments(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => /^(\d{16})\.cast$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * Reads a segment, and cuts off a last line that a crash left torn, so that what is appended
 * starts on a line of its own. Undefined where not even the header was written.
 */
export function recoverSegment(folder: string, startOffset: number): SegmentContent | undefined {
  const path = segmentPath(folder, startOffset);
  const bytes = readFileSync(path);
  const wholeBytes = bytes.lastIndexOf('\n') + 1;
  if (wholeBytes < bytes.byteLength) truncateSync(path, wholeBytes);
  const [first = '', ...rest] = bytes.subarray(0, wholeBytes).toString('utf8').split('\n');
  const header = parseHeader(first);
  if (header === undefined) return undefined;
  const events = rest.flatMap((line) => parseEvent(line) ?? []);
  return { startOffset, header, events, fileBytes: wholeBytes };
}

export function removeSegment(folder: string, startOffset: number): void {
  unlinkSync(segmentPath(folder, startOffset));
}

/** Appends lines to a segment; every line is with the kernel when `append` returns. */
export class SegmentWriter {
  private constructor(
    private readonly fd: number,
    private bytes: number,
  ) {}

  static create(folder: string, startOffset: number, header: AsciicastHeader): SegmentWriter {
    const writer = new SegmentWriter(openSync(segmentPath(folder, startOffset), 'w', 0o600), 0);
    writer.append(formatHeader(header));
    return writer;
  }

  static continue(folder: string, { startOffset, fileBytes }: SegmentContent): SegmentWriter {
    return new SegmentWriter(openSync(segmentPath(folder, startOffset), 'a'), fileBytes);
  }

  get fileBytes(): number {
    return this.bytes;
  }

  append(lines: string): void {
    const bytes = Buffer.from(lines);
    let written = 0;
    while (written < bytes.byteLength) written += writeSync(this.fd, bytes, written);
    this.bytes += bytes.byteLength;
  }

  close(): void {
    closeSync(this.fd);
  }
}

export function segmentPath(folder: string, startOffset: number): string {
  return join(folder, `${String(startOffset).padStart(offsetDigits, '0')}.cast`);
}
