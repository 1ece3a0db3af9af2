import { describe, expect, it } from 'vitest';
import { ApiserverRecord, flagsOf } from './apiserver-record.js';

describe('flagsOf', () => {
  it.each([
    [['--a=1', '--b=x=y'], { a: '1', b: 'x=y' }],
    [['--a', '1', '--b'], { a: '1', b: 'true' }],
    [['--a', '--b', '2'], { a: 'true', b: '2' }],
    [['--a=1', '--a=2'], { a: '2' }],
    [['--secure_port=1', 'stray', '-v=2'], { 'secure-port': '1' }],
  ])('reads %j', (args, flags) => {
    expect(Object.fromEntries(flagsOf(args))).toEqual(flags);
  });
});

describe('ApiserverRecord', () => {
  it('shows the last start, what it said, and what became of it', () => {
    const record = new ApiserverRecord();
    let changes = 0;
    const stop = record.subscribe(() => changes++);
    expect(record.latest()).toBeUndefined();
    record.begun(['--a=1']);
    expect(record.latest()?.state).toBe('starting');
    record.logged('oh no');
    record.failed();
    expect(record.latest()).toEqual({
      state: 'ended',
      flags: new Map([['a', '1']]),
      logLines: ['oh no'],
    });
    record.begun(['--a=2']);
    for (let line = 0; line < 30; line++) record.logged(`line ${line}`);
    record.serving();
    expect(record.latest()).toMatchObject({ state: 'serving', flags: new Map([['a', '2']]) });
    expect(record.latest()?.logLines).toHaveLength(20);
    expect(record.latest()?.logLines.at(-1)).toBe('line 29');
    record.stopped();
    expect(record.latest()).toBeUndefined();
    expect(changes).toBe(5);
    stop();
    record.begun([]);
    expect(changes).toBe(5);
  });
});
