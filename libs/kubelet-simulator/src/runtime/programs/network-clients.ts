import { isMemberOf, mayUse } from '../kernel/credentials.js';
import { lookUp, nameServer } from '../kernel/name-lookup.js';
import type { Process } from '../kernel/process.js';
import { readOptions } from './arguments.js';
import { netcat } from './netcat.js';
import type { Program, Programs } from './program.js';
import { wget } from './wget.js';

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

/** Five seconds for each of three attempts. */
const nslookupTimeoutMs = 15_000;

const nslookup: Program = async (process, args) => {
  const { operands } = readOptions(args);
  const [name = ''] = operands;
  const server = operands[1] ?? nameServer(process);
  const found = await lookUp(process, name, { server, timeoutMs: nslookupTimeoutMs });
  if (found === 'timed-out') {
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
      ({ port, protocol, process: owner }) =>
        `${protocol.toLowerCase()}        0      0 0.0.0.0:${String(port).padEnd(15)} 0.0.0.0:*               ${protocol === 'TCP' ? 'LISTEN' : '      '}      ${owner.kernel === process.kernel ? `${owner.pid}/${owner.name}` : '-'}\n`,
    );
  await process.print(
    `Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name\n${rows.join('')}`,
  );
  return 0;
};

export const networkPrograms: Programs = {
  ping,
  nc: netcat,
  wget,
  nslookup,
  ip,
  ifconfig,
  netstat,
};
