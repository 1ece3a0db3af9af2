import { mkdirSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { type AsciicastEvent, formatEvent } from './asciicast.js';
import {
  listSegments,
  recoverSegment,
  removeSegment,
  type SegmentContent,
  SegmentWriter,
} from './recording-segment.js';
import { ReplayBuffer } from './replay-buffer.js';

/** What a reload of the page can bring back: far more than a screen, little beside a browser tab. */
export const replayBytesMax = 512 * 1024;
/** A segment this large is followed by a new one. */
export const segmentBytesMax = 4 * 1024 * 1024;
/** Segments kept on disk; the oldest is dropped, so a learner's `yes` cannot fill it. */
export const segmentsKept = 2;

export interface TerminalRecorderOptions {
  /** Folder of this terminal alone; made if missing. What is in it is continued. */
  readonly folder: string;
  readonly cols: number;
  readonly rows: number;
  readonly now?: () => number;
  readonly limits?: {
    readonly replayBytesMax?: number;
    readonly segmentBytesMax?: number;
  };
}
export interface Replay {
  /** Offset of the first byte of `output`. */
  readonly offset: number;
  /** True where `output` does not follow on from what the client has. */
  readonly reset: boolean;
  readonly output: Uint8Array;
}

/**
 * Numbers, keeps and records a terminal's output. Output is UTF-8 from here on: bytes that are no
 * text become U+FFFD, so that the recording, its offsets and what a browser draws agree exactly.
 * A line is written before its output is shown to anyone, hence what a client has seen survives
 * the death of the process. Knows no socket and no pty.
 */
export class TerminalRecorder {
  private failure: { readonly cause: unknown } | undefined;
  private stoppedListener: ((cause: unknown) => void) | undefined;
  private readonly decoder = new StringDecoder('utf8');
  private readonly buffer: ReplayBuffer;
  private readonly now: () => number;
  private readonly startedAtMs: number;
  private readonly segmentBytesMax: number;
  private writer: SegmentWriter | undefined;
  private size: { cols: number; rows: number };

  constructor(private readonly options: TerminalRecorderOptions) {
    this.now = options.now ?? Date.now;
    this.size = { cols: options.cols, rows: options.rows };
    this.segmentBytesMax = options.limits?.segmentBytesMax ?? segmentBytesMax;
    const segments = this.record(() => recoverSegments(options.folder)) ?? [];
    const [first] = segments;
    const last = segments.at(-1);
    this.startedAtMs =
      first === undefined
        ? Math.floor(this.now() / 1000) * 1000
        : first.header.startedAtSeconds * 1000;
    const bytesMax = options.limits?.replayBytesMax ?? replayBytesMax;
    this.buffer = new ReplayBuffer(bytesMax, first?.startOffset ?? 0);
    for (const event of segments.flatMap(({ events }) => events)) {
      if (event.type === 'output') this.buffer.append(Buffer.from(event.text));
    }
    this.record(() => {
      if (last === undefined) this.startSegment();
      else this.writer = SegmentWriter.continue(options.folder, last);
    });
    if (last !== undefined) this.resize(options.cols, options.rows);
  }

  /** Offset of the next byte to come. */
  get endOffset(): number {
    return this.buffer.endOffset;
  }

  /** Whether what is appended reaches the disk. */
  get recording(): boolean {
    return this.writer !== undefined;
  }

  /** Calls back once if the disk refuses the recording, at once if it has; output goes on without. */
  onStopped(listener: (cause: unknown) => void): void {
    this.stoppedListener = listener;
    if (this.failure !== undefined) listener(this.failure.cause);
  }

  /** Records output and returns it as it is to be shown; empty where a character is incomplete. */
  append(bytes: Uint8Array): Uint8Array {
    return this.appendText(this.decoder.write(Buffer.from(bytes)));
  }

  resize(cols: number, rows: number): void {
    this.size = { cols, rows };
    this.write({ type: 'resize', seconds: this.seconds(), cols, rows });
  }

  /** What a client has to be sent that has drawn everything before `offset`, or has nothing. */
  replayFrom(offset: number | undefined): Replay {
    const following = offset === undefined ? undefined : this.buffer.from(offset);
    if (offset !== undefined && following !== undefined) {
      return { offset, reset: false, output: following };
    }
    const oldest = this.buffer.startOffset;
    return { offset: oldest, reset: true, output: this.buffer.from(oldest) ?? Buffer.alloc(0) };
  }

  /** The end of the terminal's life: what is left of an incomplete character, and no more. */
  close(): Uint8Array {
    const rest = this.appendText(this.decoder.end());
    this.stop();
    return rest;
  }

  private appendText(text: string): Uint8Array {
    const output = Buffer.from(text);
    if (output.byteLength === 0) return output;
    if (this.writer !== undefined && this.writer.fileBytes >= this.segmentBytesMax) {
      this.record(() => this.startSegment());
    }
    this.write({ type: 'output', seconds: this.seconds(), text });
    this.buffer.append(output);
    return output;
  }

  private seconds(): number {
    return Math.max(0, (this.now() - this.startedAtMs) / 1000);
  }

  private write(event: AsciicastEvent): void {
    this.record(() => this.writer?.append(formatEvent(event)));
  }

  /** Runs what touches the disk; its first failure ends the recording, and never the terminal. */
  private record<T>(action: () => T): T | undefined {
    if (this.failure !== undefined) return undefined;
    try {
      return action();
    } catch (cause) {
      this.failure = { cause };
      this.stop();
      this.stoppedListener?.(cause);
      return undefined;
    }
  }

  private stop(): void {
    const { writer } = this;
    this.writer = undefined;
    writer?.close();
  }

  private startSegment(): void {
    this.stop();
    const { folder } = this.options;
    const header = { ...this.size, startedAtSeconds: Math.floor(this.startedAtMs / 1000) };
    this.writer = SegmentWriter.create(folder, this.buffer.endOffset, header);
    for (const old of listSegments(folder).slice(0, -segmentsKept)) removeSegment(folder, old);
  }
}

/** What an earlier process left in a terminal's folder, oldest first; the folder is made if missing. */
function recoverSegments(folder: string): SegmentContent[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const segments: SegmentContent[] = [];
  for (const startOffset of listSegments(folder)) {
    const segment = recoverSegment(folder, startOffset);
    if (segment === undefined) removeSegment(folder, startOffset);
    else segments.push(segment);
  }
  return segments;
}
