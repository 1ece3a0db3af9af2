import { duplexPair } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { controlFrame, dataFrame, type Frame, FrameReader, frameType } from './frame.js';
import { HeaderBlockWriter } from './header-block.js';
import { SpdyConnection } from './spdy-connection.js';
import type { SpdyStream } from './spdy-stream.js';

/** The other side: sends what it is told and keeps what comes. */
class Peer {
  readonly frames: Frame[] = [];
  readonly streams: SpdyStream[] = [];
  readonly connection: SpdyConnection;
  readonly served: Promise<void>;
  isOver = false;
  private readonly writer = new HeaderBlockWriter();
  private readonly socket;

  constructor(accepts: (stream: SpdyStream) => boolean = () => true) {
    const [client, server] = duplexPair();
    this.socket = client;
    const reader = new FrameReader();
    client.on('data', (bytes: Buffer) => this.frames.push(...reader.read(bytes)));
    client.once('close', () => {
      this.isOver = true;
    });
    client.on('end', () => client.end());
    const onStream = (stream: SpdyStream) => void this.streams.push(stream);
    this.connection = new SpdyConnection(server, { accepts, onStream });
    this.served = this.connection.serve();
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  async open(id: number, headers: Record<string, string> = {}): Promise<void> {
    const block = await this.writer.write(new Map(Object.entries(headers)));
    const priority = Buffer.alloc(2);
    this.send(controlFrame(frameType.synStream, [id, 0], Buffer.concat([priority, block])));
  }

  leave(): void {
    this.socket.end();
  }

  /** Type, or stream and flags, and the numbers in the body of each frame that came. */
  seen(): string[] {
    return this.frames.map((frame) =>
      frame.kind === 'data'
        ? `data ${frame.streamId} ${frame.flags} ${frame.body}`
        : `control ${frame.type} ${frame.body.toString('hex', 0, 8)}`,
    );
  }
}

describe('a SPDY connection', () => {
  const peers: Peer[] = [];
  const connect = (accepts?: (stream: SpdyStream) => boolean) => {
    const peer = new Peer(accepts);
    peers.push(peer);
    return peer;
  };
  afterEach(async () => {
    for (const peer of peers.splice(0)) {
      peer.leave();
      peer.connection.close();
      await peer.served;
    }
  });

  it('replies to a stream before anything is sent on it, and carries both directions', async () => {
    const peer = connect();
    await peer.open(1, { streamtype: 'data' });
    await vi.waitFor(() => expect(peer.streams).toHaveLength(1));
    const [stream] = peer.streams;
    expect(stream?.headers.get('streamtype')).toBe('data');
    stream?.end('hello');
    peer.send(dataFrame(1, Buffer.from('ask'), 1));
    let read = '';
    for await (const bytes of stream ?? []) read += bytes;
    expect(read).toBe('ask');
    await vi.waitFor(() => expect(peer.seen()).toHaveLength(3));
    expect(peer.seen()[0]).toMatch(/^control 2 00000001/);
    expect(peer.seen().slice(1)).toEqual(['data 1 0 hello', 'data 1 1 ']);
  });

  it('refuses a stream that is not welcome and goes on', async () => {
    const peer = connect((stream) => stream.headers.get('streamtype') === 'data');
    await peer.open(1, { streamtype: 'gossip' });
    await peer.open(3, { streamtype: 'data' });
    await vi.waitFor(() => expect(peer.streams).toHaveLength(1));
    expect(peer.seen()[0]).toBe('control 3 0000000100000005');
  });

  it('answers pings of the client, not its own come back', async () => {
    const peer = connect();
    peer.send(controlFrame(frameType.ping, [2]));
    peer.send(controlFrame(frameType.ping, [9]));
    await vi.waitFor(() => expect(peer.seen()).toEqual(['control 6 00000009']));
  });

  it('reads no more than somebody takes', async () => {
    const peer = connect();
    await peer.open(1);
    await vi.waitFor(() => expect(peer.streams).toHaveLength(1));
    peer.send(dataFrame(1, Buffer.alloc(100_000)));
    peer.send(controlFrame(frameType.ping, [9]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(peer.seen().filter((line) => line.startsWith('control 6'))).toEqual([]);
    peer.streams[0]?.resume();
    await vi.waitFor(() => {
      // Then it says how much has been taken, and goes on.
      expect(peer.seen()).toContain('control 9 00000001000186a0');
      expect(peer.seen()).toContain('control 6 00000009');
    });
  });

  it('lets a stream go that the client resets', async () => {
    const peer = connect();
    await peer.open(1);
    await vi.waitFor(() => expect(peer.streams).toHaveLength(1));
    peer.send(controlFrame(frameType.rstStream, [1, 5]));
    await vi.waitFor(() => expect(peer.streams[0]?.destroyed).toBe(true));
    expect(peer.isOver).toBe(false);
  });

  it('refuses more streams than its limit', async () => {
    const peer = connect();
    for (let id = 1; id <= 1 + 2 * 512; id += 2) await peer.open(id);
    await vi.waitFor(() => expect(peer.seen()).toContain('control 3 0000040100000003'));
    expect(peer.streams).toHaveLength(512);
  });

  it.each([
    ['an even stream', (peer: Peer) => peer.open(2)],
    ['a stream opened twice', (peer: Peer) => peer.open(1).then(() => peer.open(1))],
    [
      'headers that are none',
      async (peer: Peer) =>
        peer.send(controlFrame(frameType.synStream, [1, 0], Buffer.from('\0\0rubbish'))),
    ],
    ['a frame too long', async (peer: Peer) => peer.send(Buffer.from('8003000100ffffff', 'hex'))],
    ['a control frame without a body', async (peer: Peer) => peer.send(controlFrame(3, []))],
  ])('says goodbye to %s', async (_what, act) => {
    const peer = connect();
    await act(peer);
    await peer.served;
    expect(peer.seen().at(-1)).toMatch(/^control 7 0000000[01]00000001$/);
    expect(peer.connection.gone.aborted).toBe(true);
  });

  it('ends its streams when the client leaves', async () => {
    const peer = connect();
    await peer.open(1);
    await vi.waitFor(() => expect(peer.streams).toHaveLength(1));
    peer.leave();
    peer.connection.close();
    await peer.served;
    expect(peer.streams[0]?.destroyed).toBe(true);
  });
});
