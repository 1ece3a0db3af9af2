import { connect } from 'node:http2';
import type { PortConnection } from '@drillyard/cluster';
import { connectionStream } from '../network/connection-stream.js';

/** What a server says of a service: the name of its state, or why it does not say. */
export type GrpcHealth =
  | { readonly status: string }
  | { readonly code: number; readonly message: string };

const states = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'];
const answerBytesMax = 1024;

/** Asks by the gRPC health checking protocol; undefined where nobody speaks HTTP/2. */
export async function grpcHealth(
  connection: PortConnection,
  authority: string,
  service: string,
): Promise<GrpcHealth | undefined> {
  const session = connect(`http://${authority}`, {
    createConnection: () => connectionStream(connection),
  });
  try {
    return await new Promise((resolve) => {
      session.on('error', () => resolve(undefined));
      session.once('close', () => resolve(undefined));
      const call = session.request({
        ':method': 'POST',
        ':path': '/grpc.health.v1.Health/Check',
        'content-type': 'application/grpc',
        'user-agent': 'kube-probe/1.36',
        te: 'trailers',
      });
      const facts: Record<string, unknown> = {};
      let answer = Buffer.alloc(0);
      call.on('response', (headers) => Object.assign(facts, headers));
      call.on('trailers', (headers) => Object.assign(facts, headers));
      call.on('data', (bytes: Buffer) => {
        answer = Buffer.concat([answer, bytes]);
        if (answer.length > answerBytesMax) call.destroy();
      });
      call.on('error', () => resolve(undefined));
      call.on('close', () => resolve(healthOf(facts, answer)));
      const name = Buffer.from(service);
      const message =
        name.length === 0 ? name : Buffer.concat([Buffer.from([10, name.length]), name]);
      const frame = Buffer.alloc(5);
      frame.writeUInt32BE(message.length, 1);
      call.end(Buffer.concat([frame, message]));
    });
  } finally {
    session.destroy();
  }
}

function healthOf(facts: Record<string, unknown>, answer: Buffer): GrpcHealth | undefined {
  const status = facts['grpc-status'];
  if (status === undefined) return undefined;
  const code = Number(status);
  if (code !== 0) return { code, message: String(facts['grpc-message'] ?? '') };
  // Behind the five bytes of the frame: field 1, left out where it is zero.
  return { status: states[answer[6] ?? 0] ?? 'UNKNOWN' };
}
