import type { PortConnection } from '@drillyard/cluster';
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

/** Who listens on which port. */
export class SocketTable {
  private readonly listeners = new Map<number, { process: Process; accept: AcceptHandler }>();

  /**
   * Listens until the process ends or the answer is called.
   *
   * @throws Errno EACCES for a low port without leave (ip(7)), EADDRINUSE, EMFILE
   */
  listen(process: Process, port: number, accept: AcceptHandler): () => void {
    const firstFree = Number(process.kernel.sysctls.get('net.ipv4.ip_unprivileged_port_start'));
    if (port < firstFree && !mayUse(process.credentials, 'NET_BIND_SERVICE')) {
      throw new Errno('EACCES');
    }
    if (this.listeners.has(port)) throw new Errno('EADDRINUSE');
    if (this.listeners.size >= runtimeLimits.socketsMax) throw new Errno('EMFILE');
    const listener = { process, accept };
    this.listeners.set(port, listener);
    const close = () => {
      if (this.listeners.get(port) === listener) this.listeners.delete(port);
    };
    void process.exit.then(close);
    return close;
  }

  listensOn(port: number): boolean {
    return this.listeners.has(port);
  }

  ports(): { readonly port: number; readonly process: Process }[] {
    return [...this.listeners].map(([port, { process }]) => ({ port, process }));
  }

  /** A connection from outside or from within; undefined where nothing listens. */
  connect(port: number, from = '127.0.0.1'): PortConnection | undefined {
    const listener = this.listeners.get(port);
    if (!listener) return undefined;
    const input = new ByteChannel();
    const output = new ByteChannel();
    listener.accept({ input, output, from });
    return {
      output,
      write: (bytes) => input.write(bytes),
      endInput: () => input.end(),
      close: () => {
        input.end();
        output.break();
      },
    };
  }
}
