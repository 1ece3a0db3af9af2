import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { serialize } from '@drillyard/kube-schema';
import type { AuditEvent } from './audit-event.js';
import type { AuditSink } from './audit-sink.js';

/**
 * Characters that wait for the disk. Upstream makes requests wait for it; here that would make the
 * other clusters of the process wait as well, so what is more is dropped and counted.
 */
const pendingCharactersMax = 64 * 1024 * 1024;
const dayMs = 24 * 60 * 60 * 1_000;

export interface AuditLogFileOptions {
  /** `--audit-log-path`. */
  readonly path: string;
  /** `--audit-log-maxsize`, in MiB; 0: it is never rotated. */
  readonly maxSizeMib?: number;
  /** `--audit-log-maxbackup`; 0: any number of old files. */
  readonly maxBackups?: number;
  /** `--audit-log-maxage`, in days; 0: of any age. */
  readonly maxAgeDays?: number;
  readonly now: () => Date;
  /** Hears of a disk that cannot be written to; the events are lost and requests go on. */
  readonly onError: (error: unknown) => void;
}

/**
 * Events as JSON, one a line, in a file that makes room for a new one when it is full (apiserver
 * `plugin/pkg/audit/log` over lumberjack: `audit-2026-01-31T12-00-00.000.log` beside `audit.log`).
 */
export class AuditLogFile implements AuditSink {
  private pending: string[] = [];
  private pendingCharacters = 0;
  private writing: Promise<void> | undefined;
  private size: number;
  private dropped = 0;

  /** Throws where the file cannot be made, as the server does at its start. */
  constructor(private readonly options: AuditLogFileOptions) {
    mkdirSync(dirname(options.path), { recursive: true, mode: 0o700 });
    closeSync(openSync(options.path, 'a', 0o600));
    this.size = statSync(options.path).size;
  }

  /** Events that were lost because the disk did not keep up. */
  get droppedEvents(): number {
    return this.dropped;
  }

  processEvent(event: AuditEvent): void {
    const line = serialize(event);
    if (this.pendingCharacters + line.length > pendingCharactersMax) {
      this.dropped += 1;
      return;
    }
    this.pending.push(line);
    this.pendingCharacters += line.length;
    this.writing ??= this.writeAll();
  }

  async close(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    try {
      while (this.pending.length > 0) await this.write(this.takeBatch());
    } catch (error) {
      this.options.onError(error);
    } finally {
      this.writing = undefined;
    }
  }

  /** As many lines as the file has room for, at least one. */
  private takeBatch(): Buffer {
    const { maxSizeMib = auditLogDefaults.maxSizeMib } = this.options;
    const maxBytes = maxSizeMib === 0 ? Number.POSITIVE_INFINITY : maxSizeMib * 1024 * 1024;
    const lines: Buffer[] = [];
    let bytes = 0;
    while (this.pending.length > 0) {
      const line = Buffer.from(this.pending[0] ?? '');
      if (this.size > 0 && this.size + bytes + line.length > maxBytes) {
        if (lines.length > 0) break;
        this.rotate();
      }
      this.pendingCharacters -= this.pending.shift()?.length ?? 0;
      lines.push(line);
      bytes += line.length;
    }
    return Buffer.concat(lines);
  }

  private async write(batch: Buffer): Promise<void> {
    await appendFile(this.options.path, batch, { mode: 0o600 });
    this.size += batch.length;
  }

  private rotate(): void {
    const { path, now } = this.options;
    renameSync(path, join(dirname(path), backupName(path, now())));
    this.size = 0;
    for (const name of this.surplusBackups()) rmSync(join(dirname(path), name), { force: true });
  }

  private surplusBackups(): string[] {
    const { path, now } = this.options;
    const { maxBackups = auditLogDefaults.maxBackups } = this.options;
    const { maxAgeDays = auditLogDefaults.maxAgeDays } = this.options;
    const backups = readdirSync(dirname(path))
      .flatMap((name) => {
        const at = backupTime(path, name);
        return at === undefined ? [] : [{ name, at }];
      })
      .sort((a, b) => b.at - a.at);
    const oldest = now().getTime() - maxAgeDays * dayMs;
    return backups
      .filter(({ at }, index) => {
        return (maxBackups > 0 && index >= maxBackups) || (maxAgeDays > 0 && at < oldest);
      })
      .map(({ name }) => name);
  }
}

/** What upstream's flags say where nobody does. */
export const auditLogDefaults = { maxSizeMib: 100, maxBackups: 100, maxAgeDays: 366 } as const;

function backupName(path: string, at: Date): string {
  const extension = extname(path);
  const stamp = at.toISOString().replace(/:/g, '-').replace('Z', '');
  return `${basename(path, extension)}-${stamp}${extension}`;
}

function backupTime(path: string, name: string): number | undefined {
  const extension = extname(path);
  const prefix = `${basename(path, extension)}-`;
  if (!name.startsWith(prefix) || !name.endsWith(extension)) return undefined;
  const stamp = name.slice(prefix.length, name.length - extension.length);
  const [day, time] = stamp.split('T');
  const at = Date.parse(`${day}T${time?.replaceAll('-', ':')}Z`);
  return Number.isNaN(at) ? undefined : at;
}
