import { readOptions } from './arguments.js';
import { serveGrpcHealth } from './grpc-health-server.js';
import type { Program } from './program.js';
import { listening } from './serve.js';

const defaultPort = 2379;

/** Of etcd no more than its health service: what a probe asks of it. */
export const etcd: Program = (process, args) => {
  const urls = readOptions(args, ['listen-client-urls']).value('listen-client-urls') ?? '';
  const port = Number(/:(\d+)/.exec(urls)?.[1] ?? defaultPort);
  return listening(process, port, 'etcd', (connection) =>
    serveGrpcHealth(connection, (service) => (service === '' ? true : undefined)),
  );
};
