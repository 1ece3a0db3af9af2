import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecording } from './read-recording.js';
import { segmentsKept, TerminalRecorder } from './terminal-recorder.js';

describe('TerminalRecorder', () => {
  let parent: string;
  let folder: string;
  let clockMs: number;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'recording-'));
    folder = join(parent, 'terminal');
    clockMs = 1_700_000_000_000;
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const record = (limits = {}) =>
    new TerminalRecorder({ folder, cols: 80, rows: 24, now: () => clockMs, limits });
  const append = (recorder: TerminalRecorder, text: string | Uint8Array) =>
    Buffer.from(recorder.append(Buffer.from(text))).toString();
  const replay = (recorder: TerminalRecorder, offset?: number) => {
    const { output, ...rest } = recorder.replayFrom(offset);
    return { ...rest, output: Buffer.from(output).toString() };
  };
  const lines = async () =>
    (await readRecording(folder))
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));

  it('numbers output by bytes and replays from any of them', () => {
    const recorder = record();
    append(recorder, 'Grüße\r\n');
    append(recorder, '$ ');
    expect(recorder.endOffset).toBe(11);
    expect(replay(recorder, 9)).toEqual({ offset: 9, reset: false, output: '$ ' });
    expect(replay(recorder, 11)).toEqual({ offset: 11, reset: false, output: '' });
  });

  it.each([
    ['nothing is asked for', undefined],
    ['it was dropped', 1],
    ['it is beyond the end', 999],
  ])('replays all it keeps, from a clear screen, where %s', (_, offset) => {
    const recorder = record({ replayBytesMax: 5 });
    append(recorder, 'abc');
    append(recorder, 'def');
    expect(replay(recorder, offset)).toEqual({ offset: 3, reset: true, output: 'def' });
  });

  it('holds a character back until it is whole', () => {
    const recorder = record();
    const rocket = Buffer.from('🚀');
    expect(append(recorder, rocket.subarray(0, 2))).toBe('');
    expect(recorder.endOffset).toBe(0);
    expect(append(recorder, rocket.subarray(2))).toBe('🚀');
    append(recorder, rocket.subarray(0, 1));
    expect(Buffer.from(recorder.close()).toString()).toBe('\ufffd');
  });

  it('shows and counts bytes that are no text as the recording has them', async () => {
    const recorder = record();
    expect(append(recorder, Buffer.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
    expect(recorder.endOffset).toBe(5);
    expect(replay(record()).output).toBe('a\ufffdb');
  });

  it('writes an asciicast with times and sizes', async () => {
    const recorder = record();
    clockMs += 1500;
    append(recorder, 'hello\u001b[0m');
    recorder.resize(132, 43);
    expect(await lines()).toEqual([
      expect.objectContaining({ version: 2, width: 80, height: 24, timestamp: 1_700_000_000 }),
      [1.5, 'o', 'hello\u001b[0m'],
      [1.5, 'r', '132x43'],
    ]);
  });

  it('has on disk what it has returned, and goes on after a sudden end', async () => {
    append(record(), 'before ');
    clockMs += 60_000;
    const next = record();
    expect(next.endOffset).toBe(7);
    append(next, 'after');
    expect(replay(next, 3)).toEqual({ offset: 3, reset: false, output: 'ore after' });
    expect((await lines()).slice(1)).toEqual([
      [0, 'o', 'before '],
      [60, 'r', '80x24'],
      [60, 'o', 'after'],
    ]);
  });

  it.each(['[12.5,"o","to', '[', '[1,"o","x"'])('bears a torn last line: %s', async (torn) => {
    append(record(), 'whole');
    const [segment = ''] = readdirSync(folder);
    appendFileSync(join(folder, segment), torn);
    expect(await lines()).toHaveLength(2);
    const next = record();
    expect(next.endOffset).toBe(5);
    append(next, '!');
    expect(replay(record()).output).toBe('whole!');
  });

  it('starts anew where not even the header was written', () => {
    mkdirSync(folder);
    appendFileSync(join(folder, '0000000000000000.cast'), '{"version":2,"wid');
    const recorder = record();
    append(recorder, 'x');
    expect(replay(record()).output).toBe('x');
  });

  it('keeps the last segments and forgets the first, over a restart too', async () => {
    const limits = { segmentBytesMax: 300, replayBytesMax: 10_000 };
    const recorder = record(limits);
    for (let index = 0; index < 100; index += 1) append(recorder, `line ${index}\r\n`);
    expect(readdirSync(folder)).toHaveLength(segmentsKept);
    const next = record(limits);
    expect(next.endOffset).toBe(recorder.endOffset);
    const kept = replay(next);
    expect(kept.reset).toBe(true);
    expect(kept.output).toMatch(/^line \d+\r\n[\s\S]*line 99\r\n$/);
    expect(kept.offset + kept.output.length).toBe(recorder.endOffset);
    const [header, ...events] = await lines();
    expect(header).toMatchObject({ version: 2 });
    expect(events.every((event) => Array.isArray(event))).toBe(true);
  });

  it('stops recording on a full disk, tells it once, and goes on without', () => {
    const recorder = record({ segmentBytesMax: 1 });
    symlinkSync('/dev/full', join(folder, '0000000000000005.cast'));
    const causes: unknown[] = [];
    recorder.onStopped((cause) => causes.push(cause));
    expect(append(recorder, 'still')).toBe('still');
    append(recorder, ' here');
    expect(replay(recorder, 0).output).toBe('still here');
    expect(recorder.recording).toBe(false);
    expect(causes).toEqual([expect.objectContaining({ code: 'ENOSPC' })]);
  });

  it('gives no recording where nothing was recorded', async () => {
    expect(await readRecording(folder)).toBe('');
  });

  it('keeps the recording from other users', () => {
    record();
    const [segment = ''] = readdirSync(folder);
    expect(statSync(join(folder, segment)).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });
});
