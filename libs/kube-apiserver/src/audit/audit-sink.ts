import type { AuditEvent } from './audit-event.js';

/** Where audit events go (apiserver `audit.Backend`). */
export interface AuditSink {
  /** Must not block or throw: a sink that cannot keep up drops events and counts them. */
  processEvent(event: AuditEvent): void;
  /** Resolves when all that was accepted is written. */
  close(): Promise<void>;
}
