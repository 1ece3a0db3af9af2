import type { PortConnection } from '@drillyard/cluster';
import type { TransportProtocol } from '../container-network.js';
import { runtimeLimits } from '../runtime-limits.js';
import { ByteChannel } from './byte-channel.js';
import { mayUse } from './credentials.js';
import { Errno } from './errno.js';
import type { Process } from './process.js';

/** One end of a connection, as the program behind a port has it. */
export interface Accepted {
  readonly input: ByteChannel;
  readonly output: ByteChannel;
  readonly from: string;
}

export type AcceptHandler = (connection: Accepted) => void;

interface Listener {
  readonly port: number;
  readonly protocol: TransportProtocol;
  readonly process: Process;
  readonly accept: AcceptHandler;
}

/** Who listens on which port of one network namespace. */
export class SocketTable {
  private readonly listeners = new Map<string, Listener>();

  /**
   * Listens until the process ends or the answer is called.
   *
   * @throws Errno EACCES for a low port without leave (ip(7)), EADDRINUSE, EMFILE
   */
  listen(
    process: Process,
    port: number,
    accept: AcceptHandler,
    protocol: TransportProtocol = 'TCP',
  ): () => void {
    const firstFree = Number(process.kernel.sysctls.get('net.ipv4.ip_unprivileged_port_start'));
    if (port < firstFree && !mayUse(process.credentials, 'NET_BIND_SERVICE')) {
      throw new Errno('EACCES');
    }
    const key = keyOf(port, protocol);
    if (this.listeners.has(key)) throw new Errno('EADDRINUSE');
    if (this.listeners.size >= runtimeLimits.socketsMax) throw new Errno('EMFILE');
    const listener = { port, protocol, process, accept };
    this.listeners.set(key, listener);
    const close = () => {
      if (this.listeners.get(key) === listener) this.listeners.delete(key);
    };
    void process.exit.then(close);
    return close;
  }

  listensOn(port: number, protocol: TransportProtocol = 'TCP'): boolean {
    return this.listeners.has(keyOf(port, protocol));
  }

  ports(): Pick<Listener, 'port' | 'protocol' | 'process'>[] {
    return [...this.listeners.values()];
  }

  /** A connection from outside or from within; undefined where nothing listens. */
  connect(
    port: number,
    from = '127.0.0.1',
    protocol: TransportProtocol = 'TCP',
  ): PortConnection | undefined {
    const listener = this.listeners.get(keyOf(port, protocol));
    if (!listener) return undefined;
    const input = new ByteChannel();
    const output = new ByteChannel();
    listener.accept({ input, output, from });
    return {
      output,
      write: (bytes) => input.write(bytes),
      // A datagram does not say that it was the last one.
      endInput: () => protocol === 'TCP' && input.end(),
      close: () => {
        input.end();
        output.break();
      },
    };
  }
}

function keyOf(port: number, protocol: TransportProtocol): string {
  return `${protocol} ${port}`;
}
