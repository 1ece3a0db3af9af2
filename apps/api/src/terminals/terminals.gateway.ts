import type { IncomingMessage } from 'node:http';
import type { ServerFrame, TerminalAttachment, TerminalSession } from '@drillyard/terminal';
import { inputBytesMax, terminalCloseCodes } from '@drillyard/terminal-protocol';
import { Inject } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { AuthService } from '../auth/auth.service.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { statusOf } from '../http/problem-status.js';
import { isSameOrigin } from '../http/same-origin.js';
import { LOGGER } from '../log/log.module.js';
import type { Logger } from '../log/logger.js';
import { keepAlive } from './keep-alive.js';
import { parseClientMessage } from './parse-client-message.js';
import { terminalSocketPath, toSocketTarget } from './terminal-socket-path.js';
import { TerminalsService } from './terminals.service.js';

/** A keystroke frame that is too long is answered, not cut off: hence twice the protocol's limit. */
const maxPayload = 2 * inputBytesMax;
/** RFC 6455: a close reason has at most 123 bytes. */
const reasonLengthMax = 120;

/** Joins a websocket and a terminal session, and does nothing else. */
@WebSocketGateway({ path: terminalSocketPath, maxPayload, perMessageDeflate: false })
export class TerminalsGateway implements OnGatewayConnection<WebSocket> {
  constructor(
    private readonly auth: AuthService,
    private readonly terminals: TerminalsService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handleConnection(socket: WebSocket, request: IncomingMessage): Promise<void> {
    // Nothing is read before it is known whose it is.
    socket.pause();
    socket.on('error', () => socket.terminate());
    try {
      const session = await this.#authorize(socket, request);
      if (session === undefined || socket.readyState !== socket.OPEN) return;
      this.#join(socket, session, toSocketTarget(request.url)?.offset);
      keepAlive(socket);
    } catch (error) {
      this.#refuse(socket, error);
    } finally {
      socket.resume();
    }
  }

  async #authorize(
    socket: WebSocket,
    request: IncomingMessage,
  ): Promise<TerminalSession | undefined> {
    if (!isSameOrigin(request, this.config)) {
      socket.close(terminalCloseCodes.unauthorized, 'opened by another site');
      return undefined;
    }
    const learner = await this.auth.authenticate(request);
    if (learner === undefined) {
      socket.close(terminalCloseCodes.unauthorized, 'not logged in');
      return undefined;
    }
    return this.terminals.attachable(learner, toSocketTarget(request.url)?.terminalId ?? '');
  }

  #join(socket: WebSocket, session: TerminalSession, offset: number | undefined): void {
    const client = {
      send: (frame: ServerFrame) =>
        socket.send(frame instanceof Uint8Array ? frame : JSON.stringify(frame)),
      close: (code: number, reason: string) => socket.close(code, reason),
    };
    const attachment = session.attach(client, offset);
    socket.on('message', (data: Buffer, isBinary) => receive(socket, attachment, data, isBinary));
    socket.once('close', () => {
      attachment.detach();
      this.terminals.keepSize(session).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the size of a terminal was not stored');
      });
    });
  }

  #refuse(socket: WebSocket, error: unknown): void {
    const status = statusOf(error);
    if (status >= 500) this.logger.error({ err: error }, 'a terminal could not be attached');
    const code = status < 500 ? terminalCloseCodes.notFound : internalErrorCode;
    const reason = status < 500 && error instanceof Error ? error.message : 'try again';
    socket.close(code, reason.slice(0, reasonLengthMax));
  }
}

/** RFC 6455 section 7.4.1: the server met a condition it did not expect; the browser tries again. */
const internalErrorCode = 1011;

function receive(
  socket: WebSocket,
  attachment: TerminalAttachment,
  data: Buffer,
  isBinary: boolean,
): void {
  if (isBinary) {
    attachment.input(data);
    return;
  }
  const message = parseClientMessage(data.toString('utf8'));
  if (message === undefined) socket.close(terminalCloseCodes.protocolError, 'not a message');
  else attachment.receive(message);
}
