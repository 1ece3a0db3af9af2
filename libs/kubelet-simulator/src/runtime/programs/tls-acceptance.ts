import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { connectionStream } from '../../network/connection-stream.js';
import { ByteChannel } from '../kernel/byte-channel.js';
import type { Accepted } from '../kernel/socket-table.js';

/** What a program shows its clients. @throws Error where the texts are no certificate and its key */
export function servingContext(cert: Uint8Array, key: Uint8Array): SecureContext {
  return createSecureContext({ cert: Buffer.from(cert), key: Buffer.from(key) });
}

/** A connection as it is behind TLS, with the real handshake; one that fails it just ends. */
export function acceptTls({ input, output, from }: Accepted, context: SecureContext): Accepted {
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
  pump(socket, request).catch(hangUp);
  (async () => {
    for await (const bytes of response) socket.write(bytes);
    socket.end();
  })().catch(hangUp);
  return { input: request, output: response, from };
}

async function pump(socket: AsyncIterable<Uint8Array>, request: ByteChannel): Promise<void> {
  for await (const bytes of socket) await request.write(bytes);
  request.end();
}
