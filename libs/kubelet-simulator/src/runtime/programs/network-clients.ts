import type { PortConnection } from '@drillyard/cluster';
import { isMemberOf, mayUse } from '../kernel/credentials.js';
import { dial } from '../kernel/dial.js';
import { errnoText } from '../kernel/errno.js';
import { lookUp, nameServer } from '../kernel/name-lookup.js';
import type { Process } from '../kernel/process.js';
import type { Accepted } from '../kernel/socket-table.js';
import { readOptions } from './arguments.js';
import { requestOver } from './http.js';
import type { Program, Programs } from './program.js';
import { readUrl } from './url.js';

/** Whether an ICMP socket may be had: a raw one, or one for echo requests (icmp(7)). */
function mayPing({ credentials, kernel }: Process): boolean {
  if (mayUse(credentials, 'NET_RAW')) return true;
  const [from = 1, to = 0] = (kernel.sysctls.get('net.ipv4.ping_group_range') ?? '')
    .split(/\s+/)
    .map(Number);
  return [credentials.gid, ...credentials.groups].some(
    (gid) => isMemberOf(credentials, gid) && gid >= from && gid <= to,
  );
}

const pingIntervalMs = 1000;

const ping: Program = async (process, args) => {
  const options = readOptions(args, ['c', 'w', 'W', 'i']);
  const [host = ''] = options.operands;
  const isBusybox = process.kernel.userland === 'busybox';
  if (!mayPing(process)) {
    await process.complain(
      isBusybox
        ? 'ping: permission denied (are you root?)'
        : 'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\nping: => missing cap_net_raw+p capability or setuid?',
    );
    return isBusybox ? 1 : 2;
  }
  const found = await lookUp(process, host);
  if (typeof found === 'string') {
    await process.complain(
      isBusybox ? `ping: bad address '${host}'` : `ping: ${host}: Name or service not known`,
    );
    return isBusybox ? 1 : 2;
  }
  const [address = ''] = found.addresses;
  await process.print(`PING ${host} (${address}): 56 data bytes\n`);
  const count = Number(options.value('c') ?? Number.POSITIVE_INFINITY);
  let [sent, received] = [0, 0];
  const sum = () =>
    `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} packets received, ${sent ? Math.round((100 * (sent - received)) / sent) : 0}% packet loss\n`;
  process.handlers.set('SIGINT', () => {
    process.write(1, sum()).then(
      () => process.end({ code: received ? 0 : 1 }),
      () => process.end({ code: 1 }),
    );
  });
  while (sent < count) {
    const isOwn = address.startsWith('127.') || process.kernel.addresses.includes(address);
    const outcome = isOwn ? 'reply' : await process.wait(process.kernel.network.ping(address));
    sent += 1;
    if (outcome === 'reply') {
      received += 1;
      await process.print(`64 bytes from ${address}: seq=${sent - 1} ttl=64 time=0.061 ms\n`);
    }
    if (sent < count || outcome !== 'reply') await process.sleep(pingIntervalMs);
  }
  await process.print(sum() + (received ? 'round-trip min/avg/max = 0.061/0.061/0.061 ms\n' : ''));
  return received ? 0 : 1;
};

const nc: Program = async (process, args) => {
  const options = readOptions(args, ['p', 'w', 'e', 's']);
  const isBusybox = process.kernel.userland === 'busybox';
  if (options.has('l')) {
    return listenOnce(
      process,
      Number(options.value('p') ?? options.operands.at(-1)),
      options.has('k'),
    );
  }
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
  const waitMs = options.has('w') ? Number(options.value('w')) * 1000 : undefined;
  const connection = await dial(process, address, port, waitMs);
  if (typeof connection === 'string') {
    const reason = errnoText(connection, process.kernel.library);
    const who = isBusybox
      ? `nc: ${host} (${address}:${port})`
      : `nc: connect to ${host} (${address}) port ${port} (tcp) failed`;
    if (!isBusybox && connection === 'ETIMEDOUT')
      await process.complain(
        `nc: connect to ${host} (${address}) port ${port} (tcp) timed out: Operation now in progress`,
      );
    else
      await process.complain(
        isBusybox && connection === 'ETIMEDOUT' && waitMs ? 'nc: timed out' : `${who}: ${reason}`,
      );
    return 1;
  }
  if (options.has('v'))
    await process.complain(
      isBusybox
        ? `${host} (${address}:${port}) open`
        : `Connection to ${host} (${address}) ${port} port [tcp/*] succeeded!`,
    );
  if (options.has('z')) {
    connection.close();
    return 0;
  }
  return converse(process, connection);
};

async function converse(process: Process, connection: PortConnection): Promise<number> {
  const sending = (async () => {
    for (let bytes = await process.read(0); bytes; bytes = await process.read(0))
      await connection.write(bytes);
    connection.endInput();
  })().catch(() => undefined);
  const input = connection.output[Symbol.asyncIterator]();
  for (;;) {
    const next = await process.wait(input.next());
    if (next.done) break;
    await process.write(1, next.value);
  }
  connection.close();
  void sending;
  return 0;
}

async function listenOnce(process: Process, port: number, again: boolean): Promise<number> {
  const isBusybox = process.kernel.userland === 'busybox';
  do {
    let close: () => void = () => undefined;
    try {
      const accepted = await process.wait(
        new Promise<Accepted>((resolve) => {
          close = process.kernel.sockets.listen(process, port, resolve);
        }),
      );
      close();
      const connection: PortConnection = {
        output: accepted.input,
        write: (bytes) => accepted.output.write(bytes, process.isGone),
        endInput: () => accepted.output.end(),
        close: () => accepted.output.end(),
      };
      void process.exit.then(connection.close);
      await converse(process, connection);
    } catch (error) {
      await process.complain(`nc: ${isBusybox ? 'bind: ' : ''}${process.errorText(error)}`);
      return 1;
    }
  } while (again);
  return 0;
}

const wget: Program = async (process, args) => {
  const options = readOptions(
    args.map((arg) => (arg === '--spider' ? '-N' : arg.replace(/^--timeout=/, '-T'))),
    ['O', 'T', 'P', 't'],
  );
  const target = readUrl(options.operands[0] ?? '');
  const fail = (text: string) => process.complain(`wget: ${text}`).then(() => 1);
  if (!target) return fail(`bad address '${options.operands[0] ?? ''}'`);
  const { host, port, path, secure } = target;
  const found = await lookUp(process, host);
  if (typeof found === 'string') return fail(`bad address '${host}'`);
  const [address = ''] = found.addresses;
  const quiet = options.has('q');
  if (!quiet) await process.complain(`Connecting to ${host} (${address}:${port})`);
  const waitMs = options.has('T') ? Number(options.value('T')) * 1000 : undefined;
  const connection = await dial(process, address, port, waitMs);
  if (connection === 'ETIMEDOUT' && waitMs) return fail('download timed out');
  if (typeof connection === 'string')
    return fail(
      `can't connect to remote host (${address}): ${errnoText(connection, process.kernel.library)}`,
    );
  if (secure) return fail('note: TLS is not simulated; use curl');
  const { status, statusLine, body } = await requestOver(
    process,
    connection,
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Wget\r\nConnection: close\r\n\r\n`,
  );
  if (status >= 400 || status === 0)
    return fail(status ? `server returned error: ${statusLine}` : 'error getting response');
  if (options.has('N')) return 0;
  const output = options.value('O') ?? (path.split('/').pop() || 'index.html');
  if (output === '-') await process.write(1, body);
  else {
    try {
      const place = process.kernel.files.openToWrite(process, output, { truncate: true });
      if (place.inode.kind === 'file')
        process.kernel.files.setContent(place.inode, place.mount, body);
      if (!quiet) await process.complain(`saving to '${output}'\n'${output}' saved`);
    } catch (error) {
      return fail(`can't open '${output}': ${process.errorText(error)}`);
    }
  }
  return 0;
};

const nslookup: Program = async (process, args) => {
  const { operands } = readOptions(args);
  const [name = ''] = operands;
  const server = operands[1] ?? nameServer(process);
  const found = await lookUp(process, name);
  if (found === 'timed-out') {
    await process.sleep(15_000);
    await process.print(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  await process.print(`Server:\t\t${server}\nAddress:\t${server}:53\n\n`);
  if (found === 'not-found') {
    await process.print(`** server can't find ${name}: NXDOMAIN\n\n`);
    return 1;
  }
  await process.print(
    `${found.addresses.map((one) => `Name:\t${found.name}\nAddress: ${one}\n`).join('')}\n`,
  );
  return 0;
};

const ip: Program = async (process) => {
  const inet = process.kernel.addresses
    .map((one) => `    ${one.includes(':') ? 'inet6' : 'inet'} ${one}/24 scope global eth0\n`)
    .join('');
  await process.print(
    `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536\n    inet 127.0.0.1/8 scope host lo\n2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500\n${inet}`,
  );
  return 0;
};

const ifconfig: Program = async (process) => {
  const [address = ''] = process.kernel.addresses;
  await process.print(
    `eth0      Link encap:Ethernet\n          inet addr:${address}  Mask:255.255.255.0\n\nlo        Link encap:Local Loopback\n          inet addr:127.0.0.1  Mask:255.0.0.0\n`,
  );
  return 0;
};

const netstat: Program = async (process) => {
  const rows = process.kernel.sockets
    .ports()
    .map(
      ({ port, process: owner }) =>
        `tcp        0      0 0.0.0.0:${String(port).padEnd(15)} 0.0.0.0:*               LISTEN      ${owner.pid}/${owner.name}\n`,
    );
  await process.print(
    `Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name\n${rows.join('')}`,
  );
  return 0;
};

export const networkPrograms: Programs = { ping, nc, wget, nslookup, ip, ifconfig, netstat };
