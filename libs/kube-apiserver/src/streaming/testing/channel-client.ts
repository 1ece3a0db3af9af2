import { expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { TestApiServer } from '../../testing/test-api-server.js';

/** A websocket client that keeps what comes. */
export class ChannelClient {
  readonly messages: Buffer[] = [];
  refusal: { status: number; text: string } | undefined;
  closeCode: number | undefined;
  readonly socket: WebSocket;

  constructor(server: TestApiServer, path: string, protocols: string[], headers = {}) {
    const { host, port, ca, cert, key } = server.connectOptions;
    const options = { ca, cert, key, headers };
    this.socket = new WebSocket(`wss://${host}:${port}${path}`, protocols, options);
    this.socket.on('message', (data: Buffer) => this.messages.push(data));
    this.socket.on('close', (code) => {
      this.closeCode = code;
    });
    this.socket.on('error', () => undefined);
    this.socket.on('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (bytes) => {
        text += bytes;
      });
      response.on('end', () => {
        this.refusal = { status: response.statusCode ?? 0, text };
        this.socket.terminate();
      });
    });
  }

  opened(): Promise<void> {
    return vi.waitFor(() => expect(this.socket.readyState).toBe(WebSocket.OPEN));
  }
  over(): Promise<void> {
    return vi.waitFor(() => expect(this.socket.readyState).toBe(WebSocket.CLOSED), 10_000);
  }
  /** All that came on a channel. */
  text(channel: number): string {
    const parts = this.messages.filter(([first]) => first === channel);
    return Buffer.concat(parts.map((part) => part.subarray(1))).toString('utf8');
  }
}
