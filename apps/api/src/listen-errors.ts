import { createServer } from 'node:net';
import { OperationalError } from '@drillyard/errors';
import type { AppConfig } from './config/app-config.js';

type Address = Pick<AppConfig, 'host' | 'port'>;

/**
 * Tries the address before anything that takes time is begun. Somebody may still take the port
 * meanwhile: then listening fails in the same words.
 */
export function requireFreeAddress({ host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(explainListenError(error, { host, port })));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** What to do about an address on which the server cannot listen. */
export function explainListenError(error: unknown, { host, port }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = reasons[String(code)]?.(host, port);
  if (reason === undefined) return error;
  return new OperationalError('LISTEN_FAILED', reason, { cause: error });
}

const reasons: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) =>
    `The port ${port} of ${host} is in use. Stop what uses it, or choose another: PORT=${port + 1}`,
  EACCES: (_host, port) =>
    `The port ${port} needs rights that this process does not have. Choose one above 1023: PORT=4000`,
  EADDRNOTAVAIL: (host) => `This machine has no address ${host}. Choose one it has: HOST=127.0.0.1`,
  ENOTFOUND: (host) => `The name ${host} has no address. Choose another: HOST=127.0.0.1`,
};
