import type { PortConnection } from '@drillyard/cluster';
import type { ConnectFailure, TransportProtocol } from '../container-network.js';
import { ByteChannel } from './byte-channel.js';
import type { ErrnoCode } from './errno.js';
import type { Process } from './process.js';

/** How long TCP tries to connect where nothing answers (tcp_syn_retries 6). */
export const connectTimeoutMs = 127_000;
/** How long the kernel asks who has an address before it gives up (three requests, arp(7)). */
const neighbourTimeoutMs = 3_000;

export interface DialOptions {
  /** How long the caller waits; as long as TCP does where it is left out. */
  readonly timeoutMs?: number | undefined;
  readonly protocol?: TransportProtocol;
}

/** Connects: to the container's own ports, to those of its pod, or wherever the network lets it. */
export async function dial(
  process: Process,
  address: string,
  port: number,
  { timeoutMs = connectTimeoutMs, protocol = 'TCP' }: DialOptions = {},
): Promise<PortConnection | ErrnoCode> {
  const { kernel } = process;
  await process.step(10);
  const isOwn = /^127\.|^::1$|^0\.0\.0\.0$/.test(address) || kernel.addresses.includes(address);
  const own = isOwn ? kernel.sockets.connect(port, address, protocol) : undefined;
  const answer = own ?? (await process.wait(kernel.network.connect(address, port, protocol)));
  if (typeof answer !== 'string') {
    void process.exit.then(() => answer.close());
    return answer;
  }
  if (protocol === 'UDP') return nobody(answer);
  if (answer === 'refused') return 'ECONNREFUSED';
  const patienceMs = answer === 'unreachable' ? neighbourTimeoutMs : connectTimeoutMs;
  await process.sleep(Math.min(timeoutMs, patienceMs));
  return answer === 'unreachable' && timeoutMs > patienceMs ? 'EHOSTUNREACH' : 'ETIMEDOUT';
}

/** A datagram socket always connects: that nobody is there shows when something has been sent. */
function nobody(failure: ConnectFailure): PortConnection {
  const output = new ByteChannel();
  return {
    output,
    write: async () => {
      if (failure === 'refused') output.end();
    },
    endInput: () => undefined,
    close: () => output.break(),
  };
}
