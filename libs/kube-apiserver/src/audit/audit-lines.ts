import { serialize } from '@drillyard/kube-schema';
import type { AuditEvent } from './audit-event.js';
import type { AuditSink } from './audit-sink.js';

export interface AuditLinesOptions {
  /** Adds whole lines to where the log is; may throw. */
  readonly append: (lines: string) => void;
  /** Hears of each append that failed; its events are lost and requests go on. */
  readonly onError: (error: unknown) => void;
}

/** Events as JSON, one a line, for a log whose place is somebody else's: those of a turn at once. */
export class AuditLines implements AuditSink {
  private pending: string[] = [];

  constructor(private readonly options: AuditLinesOptions) {}

  processEvent(event: AuditEvent): void {
    if (this.pending.length === 0) setImmediate(() => this.flush());
    this.pending.push(serialize(event));
  }

  async close(): Promise<void> {
    this.flush();
  }

  private flush(): void {
    const lines = this.pending.join('');
    this.pending = [];
    if (lines === '') return;
    try {
      this.options.append(lines);
    } catch (error) {
      this.options.onError(error);
    }
  }
}
