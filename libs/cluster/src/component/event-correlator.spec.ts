import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.js';
import type { Event } from './event.js';
import { EventCorrelator } from './event-correlator.js';

const clock = new VirtualClock();
const event = (message: string, name = 'web'): Event => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `${name}.1`, namespace: 'default' },
  involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name },
  reason: 'Failed',
  message,
  source: { component: 'test' },
  firstTimestamp: '2026-01-01T00:00:00Z',
  lastTimestamp: '2026-01-01T00:00:00Z',
  count: 1,
  type: 'Warning',
  reportingComponent: 'test',
  reportingInstance: '',
});

describe('EventCorrelator', () => {
  it('counts what is told again', () => {
    const correlator = new EventCorrelator(clock);
    expect(correlator.correlate(event('no'))?.patch).toBeUndefined();
    expect(correlator.correlate(event('no'))?.patch).toMatchObject({ count: 2, message: 'no' });
    expect(correlator.correlate(event('no', 'other'))?.patch).toBeUndefined();
  });

  it('combines ten and more messages for one reason', () => {
    const correlator = new EventCorrelator(clock);
    const told = Array.from({ length: 12 }, (_, index) =>
      correlator.correlate(event(`no ${index}`)),
    );
    expect(told[8]?.event.message).toBe('no 8');
    expect(told[9]?.event.message).toBe('(combined from similar events): no 9');
    expect(told[10]?.patch).toMatchObject({ count: 2 });
  });

  it('drops what comes too often, and lets one through in five minutes', async () => {
    const time = new VirtualClock();
    const correlator = new EventCorrelator(time);
    const told = Array.from({ length: 30 }, () => correlator.correlate(event('no')));
    expect(told.filter((each) => each !== undefined)).toHaveLength(25);
    await time.advance(301_000);
    expect(correlator.correlate(event('no'))).toBeDefined();
    expect(correlator.correlate(event('no'))).toBeUndefined();
  });
});
