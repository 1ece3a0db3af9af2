import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { OperationalError } from '@drillyard/errors';
import type { Journal, JournalRecord, JournalSnapshot } from './journal.js';

/** First line of the file; a file that starts otherwise is not ours to overwrite. */
const format = 'drillyard-cluster-state/1';

interface Header {
  readonly format: string;
  readonly clusterUid: string;
  readonly createdAt: string;
  readonly resourceVersion: number;
  /** How many of the following lines are the snapshot; the rest are writes after it. */
  readonly snapshotRecords: number;
}

/**
 * A journal in one file of JSON lines: a header, the records of the last snapshot, then one line
 * per write.
 *
 * Durability: every line is handed to the kernel before the write is acknowledged, so it survives
 * the death of the process (kill -9). It is forced to the disk only when a compaction replaces
 * it: what a power cut can lose is the last seconds of a throwaway cluster, which is not worth an
 * fsync per write.
 * A last line that was cut off in the middle was never acknowledged and is dropped.
 */
export class FileJournal implements Journal {
  private descriptor: number | undefined;
  private bytes = 0;
  private snapshotBytes = 0;

  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  }

  get appendedBytes(): number {
    return this.bytes - this.snapshotBytes;
  }

  load(): ReturnType<Journal['load']> {
    const text = this.read();
    if (text === undefined) return undefined;
    const end = text.lastIndexOf('\n') + 1;
    const lines = text.subarray(0, end).toString('utf8').split('\n');
    const header = this.parseHeader(lines[0] ?? '');
    const records = lines
      .slice(1, -1)
      .map((line, index) => this.parse<JournalRecord>(line, index + 2));
    this.descriptor = openSync(this.path, 'r+');
    ftruncateSync(this.descriptor, end);
    this.bytes = end;
    this.snapshotBytes = lines
      .slice(0, header.snapshotRecords + 1)
      .reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    return {
      snapshot: { ...header, records: records.slice(0, header.snapshotRecords) },
      records: records.slice(header.snapshotRecords),
    };
  }

  append(record: JournalRecord, objectText?: string): void {
    if (this.descriptor === undefined) throw this.failure('append to', 'it is closed');
    const line = Buffer.from(`${lineOf(record, objectText)}\n`);
    try {
      writeFully(this.descriptor, line, this.bytes);
      this.bytes += line.length;
    } catch (cause) {
      ftruncateSync(this.descriptor, this.bytes);
      throw this.failure('append to', 'free some disk space', cause);
    }
  }

  compact(snapshot: JournalSnapshot): void {
    const records = [...snapshot.records];
    const header: Header = {
      format,
      clusterUid: snapshot.clusterUid,
      createdAt: snapshot.createdAt,
      resourceVersion: snapshot.resourceVersion,
      snapshotRecords: records.length,
    };
    const text = Buffer.from(
      [header, ...records].map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    const next = `${this.path}.new`;
    try {
      const descriptor = openSync(next, 'w', 0o600);
      try {
        writeFully(descriptor, text, 0);
        if (this.descriptor !== undefined) fsyncSync(descriptor);
        renameSync(next, this.path);
      } catch (cause) {
        closeSync(descriptor);
        throw cause;
      }
      this.close();
      this.descriptor = descriptor;
      this.bytes = text.length;
      this.snapshotBytes = text.length;
    } catch (cause) {
      throw this.failure('compact', 'free some disk space', cause);
    }
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private read(): Buffer | undefined {
    try {
      return readFileSync(this.path);
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
      throw this.failure('read', 'check its permissions', cause);
    }
  }

  private parseHeader(line: string): Header {
    const header = this.parse<Header>(line, 1);
    if (header.format === format) return header;
    throw this.failure('read', `it is not a ${format} file: move it away or choose another folder`);
  }

  private parse<T>(line: string, number: number): T {
    try {
      return JSON.parse(line);
    } catch (cause) {
      throw this.failure('read', `line ${number} is damaged: restore the file or delete it`, cause);
    }
  }

  private failure(verb: string, nextStep: string, cause?: unknown): OperationalError {
    return new OperationalError(
      'CLUSTER_STATE_UNUSABLE',
      `cannot ${verb} the cluster state ${this.path}: ${nextStep}`,
      { cause, details: { path: this.path } },
    );
  }
}

function lineOf({ object, ...place }: JournalRecord, objectText?: string): string {
  const text = objectText ?? (object && JSON.stringify(object));
  const head = JSON.stringify(place);
  return text === undefined ? head : `${head.slice(0, -1)},"object":${text}}`;
}

function writeFully(descriptor: number, bytes: Buffer, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}
