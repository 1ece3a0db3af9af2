import { VirtualClock } from '@drillyard/cluster/testing';
import { describe, expect, it } from 'vitest';
import { Journal } from './journal.js';
import { readSince } from './journalctl.js';
import { NodeUnit, UnitFailure } from './node-unit.js';
import { systemdAgo, systemdTimestamp } from './systemd-time.js';
import { kubeletDefinition } from './unit-definitions.js';
import { unitStatus } from './unit-status.js';

const now = new Date('2026-03-04T12:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);

it.each([
  [300, '300ms ago'],
  [5_000, '5s ago'],
  [65_000, '1min 5s ago'],
  [6 * 60_000, '6min ago'],
  [3_720_000, '1h 2min ago'],
  [27 * 3_600_000, '1 day 3h ago'],
  [80 * 3_600_000, '3 days ago'],
])('says of %i ms: %s', (ms, text) => {
  expect(systemdAgo(before(ms), now)).toBe(text);
});

it('writes times as systemd does', () => {
  expect(systemdTimestamp(now)).toBe('Wed 2026-03-04 12:00:00 UTC');
});

it.each<[text: string | undefined, date: string | undefined]>([
  [undefined, undefined],
  ['5 minutes ago', '2026-03-04T11:55:00.000Z'],
  ['-1h', '2026-03-04T11:00:00.000Z'],
  ['10min ago', '2026-03-04T11:50:00.000Z'],
  ['today', '2026-03-04T00:00:00.000Z'],
  ['yesterday', '2026-03-03T00:00:00.000Z'],
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01 10:30:00', '2026-03-01T10:30:00.000Z'],
  ['whenever', 'invalid'],
])('reads --since %s', (text, date) => {
  const read = readSince(text, now);
  expect(read instanceof Date ? read.toISOString() : read).toBe(date);
});

describe('NodeUnit', () => {
  function bench(work: { start: () => Promise<void>; stop?: () => Promise<void> }) {
    const clock = new VirtualClock(now);
    const journal = new Journal();
    let pid = 100;
    const nextPid = () => ++pid;
    const stop = work.stop ?? (async () => undefined);
    const unit = new NodeUnit(kubeletDefinition, { ...work, stop }, journal, clock, nextPid);
    return { unit, clock, messages: () => journal.entries.map(({ message }) => message) };
  }

  it('starts what fails again, every ten seconds, until it is stopped', async () => {
    let starts = 0;
    const { unit, clock, messages } = bench({
      start: async () => {
        starts += 1;
        if (starts !== 3) throw new UnitFailure(1);
      },
    });
    await unit.start();
    expect(unit.state).toMatchObject({ kind: 'auto-restart', exitCode: 1 });
    await clock.advance(20_000);
    expect(unit.state).toMatchObject({ kind: 'active', pid: 103 });
    expect(messages()).toContain(
      'kubelet.service: Scheduled restart job, restart counter is at 2.',
    );
    await unit.restart();
    expect(unit.isActive).toBe(false);
    await unit.stop();
    await clock.advance(60_000);
    expect([starts, clock.pending]).toEqual([4, 0]);
    expect(unitStatus(unit, clock.now())).toContain('Active: inactive (dead) since');
  });

  it('is started once, however many ask', async () => {
    let starts = 0;
    const { unit } = bench({
      start: async () => {
        starts += 1;
      },
    });
    await Promise.all([unit.start(), unit.start()]);
    expect(starts).toBe(1);
  });
});
