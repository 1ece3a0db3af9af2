import { describe, expect, it } from 'vitest';
import type { AuditEvent } from './audit-event.js';
import { AuditLines } from './audit-lines.js';

const event = (auditID: string): AuditEvent => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'Metadata',
  auditID,
  stage: 'ResponseComplete',
  requestURI: '/a',
  verb: 'get',
  user: {},
  requestReceivedTimestamp: '2026-03-01T12:00:00.000000Z',
  stageTimestamp: '2026-03-01T12:00:00.000000Z',
});

describe('AuditLines', () => {
  it('adds the events of a turn at once', async () => {
    const appended: string[] = [];
    const sink = new AuditLines({
      append: (lines) => appended.push(lines),
      onError: () => undefined,
    });
    sink.processEvent(event('1'));
    sink.processEvent(event('2'));
    await expect.poll(() => appended.length).toBe(1);
    const lines = appended[0]?.trimEnd().split('\n') ?? [];
    expect(lines.map((line) => JSON.parse(line).auditID)).toEqual(['1', '2']);
  });

  it('writes what is left when it is closed, and goes on after a failure', async () => {
    const errors: unknown[] = [];
    const append = () => {
      throw new Error('disk full');
    };
    const sink = new AuditLines({ append, onError: (error) => errors.push(error) });
    sink.processEvent(event('1'));
    await sink.close();
    expect(errors).toEqual([new Error('disk full')]);
  });
});
