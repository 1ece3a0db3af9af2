import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionUpgrade, UpgradedConnection } from '../endpoints/connection-upgrade.js';
import { NodeHttpRequest, NodeHttpResponse } from './node-http.js';

/** A request that asks for another protocol: Node hands over the connection and reads no body. */
export class UpgradeRequest extends NodeHttpRequest {
  override async *[Symbol.asyncIterator](): AsyncIterator<Buffer> {}
  override discardRest(): void {}
}

/**
 * The answer to such a request: an ordinary one after which the connection ends, or the
 * connection itself for whoever takes it.
 */
export class UpgradeResponse extends NodeHttpResponse implements ConnectionUpgrade {
  private constructor(
    private readonly message: IncomingMessage,
    private readonly plainResponse: ServerResponse,
    private readonly socket: Socket,
    private readonly head: Buffer,
  ) {
    super(message, plainResponse);
    socket.once('close', () => this.onClosed());
  }

  static of(request: IncomingMessage, socket: Socket, head: Buffer): UpgradeResponse {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => {
      response.detachSocket(socket);
      socket.end();
    });
    return new UpgradeResponse(request, response, socket, head);
  }

  take(): UpgradedConnection {
    const { message: request, socket, head } = this;
    this.plainResponse.statusCode = 101;
    this.begin(101);
    this.plainResponse.detachSocket(socket);
    return { request, socket, head };
  }
}
