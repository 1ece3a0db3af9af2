import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  highWatermarkBytes,
  inputBytesMax,
  terminalCloseCodes,
} from '@drillyard/terminal-protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TerminalRecorder } from './terminal-recorder.js';
import { TerminalSession } from './terminal-session.js';
import { FakeTerminal } from './testing/fake-terminal.js';
import { MemoryClient } from './testing/memory-client.js';

describe('TerminalSession', () => {
  let folder: string;
  let terminal: FakeTerminal;
  let session: TerminalSession;

  const start = (greeting?: string) => {
    terminal = new FakeTerminal('t1');
    const recorder = new TerminalRecorder({ folder, cols: 80, rows: 24 });
    const options = { terminal, recorder, cols: 80, rows: 24 };
    session = new TerminalSession(greeting === undefined ? options : { ...options, greeting });
  };
  const attach = (offset?: number) => {
    const client = new MemoryClient();
    return { client, attachment: session.attach(client, offset) };
  };
  const shown = (text: string) => {
    terminal.print(text);
    vi.advanceTimersByTime(10);
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    folder = mkdtempSync(join(tmpdir(), 'session-'));
    start();
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true });
  });

  it('replays what was shown, then says it is live, then goes on', () => {
    shown('$ ');
    const { client } = attach();
    shown('ls\r\n');
    const [attached, replay, live, output] = client.frames;
    expect(attached).toEqual({
      ...{ type: 'attached', terminalId: 't1', offset: 0, reset: true, cols: 80, rows: 24 },
    });
    expect(Buffer.from(replay as Uint8Array).toString()).toBe('$ ');
    expect(live).toEqual({ type: 'live', offset: 2 });
    expect(Buffer.from(output as Uint8Array).toString()).toBe('ls\r\n');
  });

  it('sends a client that comes back only what it missed', () => {
    shown('before');
    attach().attachment.detach();
    shown(' meanwhile');
    const { client } = attach(6);
    expect(client.messages[0]).toMatchObject({ offset: 6, reset: false });
    expect(client.output).toBe(' meanwhile');
  });

  it('sends everything exactly once, whenever a client attaches', () => {
    terminal.print('pending');
    const { client } = attach();
    vi.advanceTimersByTime(100);
    expect(client.output).toBe('pending');
  });

  it('gives the terminal to whoever attached last', () => {
    const first = attach();
    const second = attach();
    expect(first.client.closed?.code).toBe(terminalCloseCodes.takenOver);
    first.attachment.input(Buffer.from('rm -rf ~'));
    first.attachment.detach();
    second.attachment.input(Buffer.from('ls'));
    shown('x');
    expect(terminal.written).toEqual(['ls']);
    expect(second.client.output).toBe('x');
    expect(first.client.output).toBe('');
    expect(session.attached).toBe(true);
  });

  it('passes sizes on, recorded and once', () => {
    const { attachment } = attach();
    attachment.receive({ type: 'resize', cols: 100, rows: 30 });
    attachment.receive({ type: 'resize', cols: 100, rows: 30 });
    expect(terminal.sizes).toEqual(['100x30']);
    expect(attach().client.messages[0]).toMatchObject({ cols: 100, rows: 30 });
  });

  it('drops input that is too large, and says so', () => {
    const { client, attachment } = attach();
    attachment.input(Buffer.alloc(inputBytesMax + 1));
    expect(terminal.written).toEqual([]);
    expect(client.messages.at(-1)).toMatchObject({ type: 'notice', code: 'INPUT_TOO_LARGE' });
  });

  it('pauses the program while the client is behind', () => {
    const { attachment } = attach();
    shown('x'.repeat(highWatermarkBytes + 1));
    expect(terminal.paused).toBe(true);
    attachment.receive({ type: 'ack', offset: highWatermarkBytes });
    expect(terminal.paused).toBe(false);
    shown('y'.repeat(highWatermarkBytes));
    attachment.detach();
    expect(terminal.paused).toBe(false);
  });

  it('shows the last output and the exit, and tells late comers too', () => {
    const { client } = attach();
    const exits: unknown[] = [];
    session.onExit((exit) => exits.push(exit));
    terminal.print('bye');
    terminal.end({ exitCode: 3, signal: 9 });
    expect(client.output).toBe('bye');
    expect(client.messages.at(-1)).toEqual({ type: 'exit', exitCode: 3, signal: 9 });
    expect(client.closed?.code).toBe(terminalCloseCodes.ended);
    expect(exits).toEqual([{ exitCode: 3, signal: 9 }]);
    const late = attach();
    expect(late.client.output).toBe('bye');
    expect(late.client.closed?.code).toBe(terminalCloseCodes.ended);
  });

  it('drops its client on request and runs on', () => {
    const { client } = attach();
    session.dropClient(terminalCloseCodes.shuttingDown, 'restarting');
    expect(client.closed?.code).toBe(terminalCloseCodes.shuttingDown);
    shown('on');
    expect(attach().client.output).toBe('on');
    expect(session.exited).toBeUndefined();
  });

  it('goes on over the death of the server, with a greeting from the new one', () => {
    shown('old shell');
    start('\r\n[a new shell]\r\n');
    const { client } = attach(9);
    expect(client.messages[0]).toMatchObject({ offset: 9, reset: false });
    expect(client.output).toBe('\r\n[a new shell]\r\n');
  });

  it('keeps a notice for a learner who is away, once', () => {
    session.notify('CODE', 'message');
    const { client } = attach();
    expect(client.messages).toContainEqual({ type: 'notice', code: 'CODE', message: 'message' });
    expect(attach().client.messages).not.toContainEqual(expect.objectContaining({ code: 'CODE' }));
  });
});
