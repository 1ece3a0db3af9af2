import {
  ackEveryBytes,
  inputBytesMax,
  type ServerMessage,
  terminalCloseCodes,
} from '@drillyard/terminal-protocol';
import { describe, expect, it } from 'vitest';
import { TerminalConnection, type TerminalSocket } from './terminal-connection';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

class FakeSocket implements TerminalSocket {
  onmessage: TerminalSocket['onmessage'] = null;
  onclose: TerminalSocket['onclose'] = null;
  readonly sent: (string | Uint8Array)[] = [];
  closed = false;

  constructor(readonly offset: number | undefined) {}

  send(data: string | Uint8Array) {
    this.sent.push(data);
  }
  close() {
    this.closed = true;
  }
  says(message: ServerMessage) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  outputs(text: string) {
    this.onmessage?.({ data: encode(text).buffer });
  }
  get messages(): unknown[] {
    return this.sent.filter((data) => typeof data === 'string').map((data) => JSON.parse(data));
  }
  get typed(): string {
    return this.sent.map((data) => (typeof data === 'string' ? '' : decode(data))).join('');
  }
}

/** A connection with a screen that draws when told to, and a clock that moves when told to. */
function bench() {
  const sockets: FakeSocket[] = [];
  const states: string[] = [];
  const notices: string[] = [];
  const undrawn: (() => void)[] = [];
  let shown = '';
  let retry: (() => void) | undefined;
  const connection = new TerminalConnection({
    screen: {
      clear: () => {
        shown = '';
      },
      write: (bytes, drawn) => {
        shown += decode(bytes);
        undrawn.push(drawn);
      },
      fit: () => ({ cols: 100, rows: 30 }),
    },
    openSocket: (offset) => {
      const socket = new FakeSocket(offset);
      sockets.push(socket);
      return socket;
    },
    onState: (state) => states.push(state.kind),
    onNotice: (message) => notices.push(message),
    schedule: (task) => {
      retry = task;
      return () => {
        retry = undefined;
      };
    },
    random: () => 0.5,
  });
  return {
    connection,
    sockets,
    states,
    notices,
    shown: () => shown,
    draw: () => {
      for (const drawn of undrawn.splice(0)) drawn();
    },
    retry: () => retry?.(),
    retryIsDue: () => retry !== undefined,
  };
}
type Bench = ReturnType<typeof bench>;

const attached = (offset: number, reset: boolean): ServerMessage => ({
  type: 'attached',
  terminalId: 't',
  offset,
  reset,
  cols: 80,
  rows: 24,
});

function goLive(at: Bench, replay = '$ '): FakeSocket {
  at.connection.connect();
  const socket = at.sockets[0]!;
  socket.says(attached(0, true));
  socket.outputs(replay);
  socket.says({ type: 'live', offset: replay.length });
  at.draw();
  return socket;
}

describe('attaching', () => {
  it('is live only once the replay is drawn, and then tells its size', () => {
    const at = bench();
    at.connection.connect();
    const socket = at.sockets[0]!;
    expect(socket.offset).toBeUndefined();
    socket.says(attached(0, true));
    socket.outputs('$ ');
    socket.says({ type: 'live', offset: 2 });
    expect(at.states).toEqual(['connecting', 'replaying']);
    at.draw();
    expect(at.states).toEqual(['connecting', 'replaying', 'live']);
    expect(socket.messages).toEqual([{ type: 'resize', cols: 100, rows: 30 }]);
  });

  it('is live at once where there is nothing to replay', () => {
    const at = bench();
    at.connection.connect();
    at.sockets[0]!.says(attached(0, true));
    at.sockets[0]!.says({ type: 'live', offset: 0 });
    expect(at.connection.state).toEqual({ kind: 'live' });
  });

  it('types nothing before it is live', () => {
    const at = bench();
    at.connection.connect();
    at.sockets[0]!.says(attached(0, true));
    at.connection.type(encode('\x1b[?1;2c'));
    at.sockets[0]!.says({ type: 'live', offset: 0 });
    at.connection.type(encode('ls\r'));
    expect(at.sockets[0]!.typed).toBe('ls\r');
  });

  it('passes over messages it does not know', () => {
    const at = bench();
    const socket = goLive(at);
    socket.onmessage?.({ data: '{"type":"weather"}' });
    socket.onmessage?.({ data: 'not json' });
    expect(at.connection.state.kind).toBe('live');
  });
});

describe('while live', () => {
  it('splits a large paste', () => {
    const at = bench();
    const socket = goLive(at);
    at.connection.type(encode('x'.repeat(inputBytesMax + 5)));
    const frames = socket.sent.filter((data) => typeof data !== 'string');
    expect(frames.map((frame) => frame.length)).toEqual([inputBytesMax, 5]);
  });

  it('acknowledges what was drawn', () => {
    const at = bench();
    const socket = goLive(at, '');
    socket.outputs('x'.repeat(ackEveryBytes));
    expect(socket.messages).not.toContainEqual({ type: 'ack', offset: ackEveryBytes });
    at.draw();
    expect(socket.messages).toContainEqual({ type: 'ack', offset: ackEveryBytes });
  });

  it('hands notices on', () => {
    const at = bench();
    goLive(at).says({ type: 'notice', code: 'RECORDING_STOPPED', message: 'No space left.' });
    expect(at.notices).toEqual(['No space left.']);
  });
});

describe('after a loss', () => {
  it('comes back where it was, and shows nothing twice', () => {
    const at = bench();
    const first = goLive(at, 'one ');
    first.onclose?.({ code: 1006 });
    expect(at.connection.state.kind).toBe('waiting');
    at.retry();
    const second = at.sockets[1]!;
    expect(second.offset).toBe(4);
    second.says(attached(2, false));
    second.outputs('e two');
    second.says({ type: 'live', offset: 7 });
    at.draw();
    expect(at.connection.state.kind).toBe('live');
    expect(at.shown()).toBe('one two');
  });

  it('starts over where the recording no longer reaches back', () => {
    const at = bench();
    goLive(at, 'old').onclose?.({ code: 1006 });
    at.retry();
    at.sockets[1]!.says(attached(500, true));
    at.sockets[1]!.outputs('new');
    expect(at.shown()).toBe('new');
  });

  it('waits longer each time, and short again after success', () => {
    const at = bench();
    goLive(at).onclose?.({ code: 1006 });
    const delays = () => (at.connection.state.kind === 'waiting' ? at.connection.state.delayMs : 0);
    const first = delays();
    at.retry();
    at.sockets[1]!.onclose?.({ code: 1006 });
    expect(delays()).toBe(first * 2);
    at.retry();
    at.sockets[2]!.says(attached(2, false));
    at.sockets[2]!.says({ type: 'live', offset: 2 });
    at.sockets[2]!.onclose?.({ code: terminalCloseCodes.shuttingDown });
    expect(delays()).toBe(first);
  });

  it('ignores a socket that it has left', () => {
    const at = bench();
    const first = goLive(at);
    const late = first.onmessage;
    at.connection.connect();
    expect(first.closed).toBe(true);
    expect(first.onmessage).toBeNull();
    expect(late).not.toBeNull();
  });

  it('tries at once when told to, and only while waiting', () => {
    const at = bench();
    const socket = goLive(at);
    at.connection.retryNow();
    expect(at.sockets).toHaveLength(1);
    socket.onclose?.({ code: 1001 });
    at.connection.retryNow();
    expect(at.sockets).toHaveLength(2);
    expect(at.retryIsDue()).toBe(false);
  });
});

describe('the end', () => {
  it.each([
    [terminalCloseCodes.takenOver, { kind: 'takenOver' }],
    [terminalCloseCodes.ended, { kind: 'exited', exitCode: undefined }],
    [terminalCloseCodes.unauthorized, { kind: 'refused', why: 'unauthorized' }],
    [terminalCloseCodes.notFound, { kind: 'refused', why: 'notFound' }],
    [terminalCloseCodes.protocolError, { kind: 'refused', why: 'protocolError' }],
  ])('close code %i is final', (code, state) => {
    const at = bench();
    goLive(at).onclose?.({ code });
    expect(at.connection.state).toEqual(state);
    expect(at.retryIsDue()).toBe(false);
  });

  it('remembers the exit code of the shell', () => {
    const at = bench();
    const socket = goLive(at);
    socket.says({ type: 'exit', exitCode: 130 });
    expect(at.connection.state).toEqual({ kind: 'exited', exitCode: 130 });
    expect(socket.closed).toBe(true);
  });

  it('takes a terminal back', () => {
    const at = bench();
    goLive(at).onclose?.({ code: terminalCloseCodes.takenOver });
    at.connection.connect();
    expect(at.sockets[1]!.offset).toBe(2);
  });
});
