import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEvent } from './audit-event.js';
import { AuditLogFile, type AuditLogFileOptions } from './audit-log-file.js';

const event = (auditID: string, requestURI = '/a?b=c&d'): AuditEvent => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'Metadata',
  auditID,
  stage: 'ResponseComplete',
  requestURI,
  verb: 'get',
  user: { username: 'jane' },
  requestReceivedTimestamp: '2026-03-01T12:00:00.000000Z',
  stageTimestamp: '2026-03-01T12:00:00.000000Z',
});

describe('AuditLogFile', () => {
  let folder = '';
  let now = new Date('2026-03-01T12:00:00.000Z');
  const errors: unknown[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    now = new Date('2026-03-01T12:00:00.000Z');
    errors.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (options: Partial<AuditLogFileOptions> = {}) => {
    const path = join(folder, 'audit', 'audit.log');
    const onError = (error: unknown) => errors.push(error);
    return new AuditLogFile({ path, now: () => now, onError, ...options });
  };
  const names = () => readdirSync(join(folder, 'audit')).sort();

  it('writes an event a line, as Go does, and readable to nobody else', async () => {
    const file = open();
    file.processEvent(event('1'));
    file.processEvent(event('2'));
    await file.close();
    const path = join(folder, 'audit', 'audit.log');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).auditID)).toEqual(['1', '2']);
    expect(lines[0]).toContain('"requestURI":"/a?b=c\\u0026d"');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('makes room when it is full, and keeps as many old files as it may', async () => {
    const file = open({ maxSizeMib: 1, maxBackups: 2 });
    const long = 'x'.repeat(600 * 1024);
    for (const id of ['1', '2', '3', '4']) {
      now = new Date(`2026-03-0${id}T12:00:00.000Z`);
      file.processEvent(event(id, long));
      await file.close();
    }
    expect(names()).toEqual([
      'audit-2026-03-03T12-00-00.000.log',
      'audit-2026-03-04T12-00-00.000.log',
      'audit.log',
    ]);
    expect(readFileSync(join(folder, 'audit', 'audit.log'), 'utf8')).toContain('"auditID":"4"');
  });

  it('forgets old files that are too old, and leaves those of others', async () => {
    const file = open({ maxSizeMib: 1, maxAgeDays: 1 });
    for (const name of ['audit-2026-02-01T12-00-00.000.log', 'audit-notes.log', 'other.log']) {
      writeFileSync(join(folder, 'audit', name), '');
    }
    file.processEvent(event('1', 'x'.repeat(600 * 1024)));
    file.processEvent(event('2', 'x'.repeat(600 * 1024)));
    await file.close();
    const backup = 'audit-2026-03-01T12-00-00.000.log';
    expect(names()).toEqual([backup, 'audit-notes.log', 'audit.log', 'other.log']);
  });

  it('loses events a disk does not take, and says so', async () => {
    const file = open();
    rmSync(join(folder, 'audit'), { recursive: true });
    file.processEvent(event('1'));
    await file.close();
    expect(errors).toHaveLength(1);
  });
});
