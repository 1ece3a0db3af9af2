import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { connectionStream } from '../../network/connection-stream.js';
import { ByteChannel } from '../kernel/byte-channel.js';
import type { Accepted } from '../kernel/socket-table.js';

/** What a program shows its clients. @throws Error where the texts are no certificate and its key */
export function servingContext(cert: Uint8Array, key: Uint8Array): SecureContext {
  return createSecureContext({ cert: Buffer.from(cert), key: Buffer.from(key) });
}

/** A connection behind TLS, and when all that was answered is on its way. */
export interface SecuredConnection {
  readonly accepted: Accepted;
  readonly sent: Promise<void>;
}

/** Takes TLS off a connection, with the real handshake; one that fails it just ends. */
export function acceptTls(
  { input, output, from }: Accepted,
  context: SecureContext,
): SecuredConnection {
  const stream = connectionStream({
    output: input,
    write: (bytes) => output.write(bytes),
    endInput: () => output.end(),
    close: () => output.end(),
  });
  const socket = new TLSSocket(stream, { isServer: true, secureContext: context });
  const [request, response] = [new ByteChannel(), new ByteChannel()];
  const hangUp = () => {
    request.end();
    response.break();
    socket.destroy();
  };
  socket.on('error', hangUp);
  receive(socket, request).catch(hangUp);
  const sent = send(response, socket).catch(hangUp);
  return { accepted: { input: request, output: response, from }, sent };
}

async function receive(socket: TLSSocket, request: ByteChannel): Promise<void> {
  for await (const bytes of socket) await request.write(bytes);
  request.end();
}

async function send(response: ByteChannel, socket: TLSSocket): Promise<void> {
  for await (const bytes of response) socket.write(bytes);
  await new Promise<void>((resolve) => {
    socket.once('close', resolve);
    socket.end(resolve);
  });
}
