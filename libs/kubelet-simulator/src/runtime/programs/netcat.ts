import type { PortConnection } from '@drillyard/cluster';
import type { TransportProtocol } from '../container-network.js';
import { dial } from '../kernel/dial.js';
import { Errno, type ErrnoCode, errnoText } from '../kernel/errno.js';
import { lookUp } from '../kernel/name-lookup.js';
import type { Process } from '../kernel/process.js';
import type { Accepted } from '../kernel/socket-table.js';
import { within } from '../kernel/within.js';
import { type Arguments, readOptions } from './arguments.js';
import type { Program } from './program.js';

/** nc(1): one connection, there or here, between a port and the terminal. */
export const netcat: Program = async (process, args) => {
  const options = readOptions(args, ['p', 'w', 'e', 's']);
  const protocol = options.has('u') ? 'UDP' : 'TCP';
  if (options.has('l')) return listen(process, options, protocol);
  const isBusybox = process.kernel.userland === 'busybox';
  const [host = '', portWord = ''] = options.operands;
  const port = Number(portWord);
  const found = await lookUp(process, host);
  if (typeof found === 'string') {
    await process.complain(
      isBusybox
        ? `nc: bad address '${host}'`
        : `nc: getaddrinfo for host "${host}" port ${port}: Name or service not known`,
    );
    return 1;
  }
  const [address = ''] = found.addresses;
  const timeoutMs = options.has('w') ? Number(options.value('w')) * 1000 : undefined;
  const connection = await dial(process, address, port, { timeoutMs, protocol });
  if (typeof connection === 'string') {
    const isImpatient = connection === 'ETIMEDOUT' && timeoutMs !== undefined;
    await process.complain(refusal(process, { host, address, port }, connection, isImpatient));
    return 1;
  }
  if (options.has('v')) {
    const family = protocol.toLowerCase();
    await process.complain(
      isBusybox
        ? `${host} (${address}:${port}) open`
        : `Connection to ${host} (${address}) ${port} port [${family}/*] succeeded!`,
    );
  }
  if (options.has('z')) {
    connection.close();
    return 0;
  }
  return converse(process, connection, timeoutMs);
};

interface Peer {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

function refusal(
  { kernel }: Process,
  { host, address, port }: Peer,
  code: ErrnoCode,
  isImpatient: boolean,
): string {
  const reason = errnoText(code, kernel.library);
  if (kernel.userland === 'busybox') {
    return isImpatient ? 'nc: timed out' : `nc: ${host} (${address}:${port}): ${reason}`;
  }
  const what = `nc: connect to ${host} (${address}) port ${port} (tcp)`;
  return isImpatient ? `${what} timed out: Operation now in progress` : `${what} failed: ${reason}`;
}

/** @param silenceMs how long nothing may come before it hangs up */
async function converse(
  process: Process,
  connection: PortConnection,
  silenceMs?: number,
): Promise<number> {
  const sending = (async () => {
    for (let bytes = await process.read(0); bytes; bytes = await process.read(0))
      await connection.write(bytes);
    connection.endInput();
  })().catch(() => undefined);
  const input = connection.output[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(
        process,
        silenceMs,
        input.next().catch(() => undefined),
      );
      if (next === undefined || next.done) break;
      await process.write(1, next.value);
    }
  } catch (error) {
    if (!(error instanceof Errno && error.code === 'ETIMEDOUT')) throw error;
    if (process.kernel.userland !== 'busybox') return 0;
    await process.complain('nc: timed out');
    return 1;
  } finally {
    connection.close();
    void sending;
  }
  return 0;
}

async function listen(
  process: Process,
  options: Arguments,
  protocol: TransportProtocol,
): Promise<number> {
  const port = Number(options.value('p') ?? options.operands.at(-1));
  const isBusybox = process.kernel.userland === 'busybox';
  do {
    let close: () => void = () => undefined;
    try {
      const accepted = await process.wait(
        new Promise<Accepted>((resolve) => {
          close = process.kernel.sockets.listen(process, port, resolve, protocol);
        }),
      );
      close();
      const connection: PortConnection = {
        output: accepted.input,
        write: (bytes) => accepted.output.write(bytes, process.isGone),
        // A datagram does not say that it was the last one.
        endInput: () => protocol === 'TCP' && accepted.output.end(),
        close: () => accepted.output.end(),
      };
      void process.exit.then(connection.close);
      await converse(process, connection);
    } catch (error) {
      await process.complain(`nc: ${isBusybox ? 'bind: ' : ''}${process.errorText(error)}`);
      return 1;
    }
  } while (options.has('k'));
  return 0;
}
