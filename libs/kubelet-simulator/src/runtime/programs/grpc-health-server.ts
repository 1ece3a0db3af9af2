import { performServerHandshake, type ServerHttp2Stream } from 'node:http2';
import { connectionStream } from '../../network/connection-stream.js';
import type { Accepted } from '../kernel/socket-table.js';

const path = '/grpc.health.v1.Health/Check';
/** What a request may hold; it names a service. */
const requestBytesMax = 1024;
const grpc = { ':status': 200, 'content-type': 'application/grpc' } as const;

/**
 * Answers on one connection as a server of the gRPC health checking protocol
 * (grpc/grpc `doc/health-checking.md`), until the client hangs up.
 *
 * @param isServing undefined for a service it does not know
 */
export function serveGrpcHealth(
  { input, output }: Accepted,
  isServing: (service: string) => boolean | undefined,
): Promise<void> {
  const stream = connectionStream({
    output: input,
    write: (bytes) => output.write(bytes),
    endInput: () => output.end(),
    close: () => output.end(),
  });
  const session = performServerHandshake(stream);
  // A client that speaks no HTTP/2 is hung up on.
  session.on('error', () => session.destroy());
  session.on('stream', (call, headers) => {
    call.on('error', () => call.destroy());
    if (headers[':path'] !== path) return fail(call, 12, 'unknown service or method');
    let request = Buffer.alloc(0);
    call.on('data', (bytes: Buffer) => {
      request = Buffer.concat([request, bytes]);
      if (request.length > requestBytesMax) call.destroy();
    });
    call.on('end', () => {
      // Behind the five bytes of the frame: field 1, the name.
      const service = request.subarray(7).toString('utf8');
      const state = isServing(service);
      if (state === undefined) return fail(call, 5, 'unknown service');
      call.respond(grpc, { waitForTrailers: true });
      call.on('wantTrailers', () => call.sendTrailers({ 'grpc-status': '0' }));
      call.end(Buffer.from([0, 0, 0, 0, 2, 8, state ? 1 : 2]));
    });
  });
  return new Promise((resolve) => session.once('close', resolve));
}

function fail(call: ServerHttp2Stream, status: number, message: string): void {
  call.respond(
    { ...grpc, 'grpc-status': String(status), 'grpc-message': message },
    { endStream: true },
  );
}
