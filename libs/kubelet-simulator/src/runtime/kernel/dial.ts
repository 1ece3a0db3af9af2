import type { PortConnection } from '@drillyard/cluster';
import type { ErrnoCode } from './errno.js';
import type { Process } from './process.js';

/** How long TCP tries to connect where nothing answers (tcp_syn_retries 6). */
export const connectTimeoutMs = 127_000;

const failures = { refused: 'ECONNREFUSED', unreachable: 'EHOSTUNREACH' } as const;

/** Connects: to the container's own ports, to those of its pod, or wherever the network lets it. */
export async function dial(
  process: Process,
  address: string,
  port: number,
  timeoutMs = connectTimeoutMs,
): Promise<PortConnection | ErrnoCode> {
  const { kernel } = process;
  await process.step(10);
  const isOwn = /^127\.|^::1$|^0\.0\.0\.0$/.test(address) || kernel.addresses.includes(address);
  const own = isOwn ? kernel.sockets.connect(port) : undefined;
  if (own) return own;
  const answer = await process.wait(kernel.network.connect(address, port));
  if (typeof answer !== 'string') {
    void process.exit.then(() => answer.close());
    return answer;
  }
  if (answer !== 'timed-out') return failures[answer];
  await process.sleep(Math.min(timeoutMs, connectTimeoutMs));
  return 'ETIMEDOUT';
}
