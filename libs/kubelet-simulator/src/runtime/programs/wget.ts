import type { PortConnection } from '@drillyard/cluster';
import { dial } from '../kernel/dial.js';
import { Errno, errnoText } from '../kernel/errno.js';
import { lookUp } from '../kernel/name-lookup.js';
import type { Process } from '../kernel/process.js';
import { type Arguments, readOptions } from './arguments.js';
import { type HttpAnswer, requestOver } from './http.js';
import type { Program } from './program.js';
import { readUrl, type Target } from './url.js';

const valued = ['O', 'T', 'P', 't', 'U', 'output-document', 'timeout', 'tries', 'user-agent'];
const bodyValued = ['header', 'post-data'];

/** What wget gives up with. */
class WgetFailure extends Error {}

/** wget of BusyBox: one request, over TLS where the URL says so, without a look at the certificate. */
export const wget: Program = async (process, args) => {
  const options = readOptions(args, [...valued, ...bodyValued]);
  const [given = ''] = options.operands;
  try {
    const target = readUrl(given);
    if (!target) throw new WgetFailure(`bad address '${given}'`);
    const { status, statusLine, body } = await fetch(process, target, options, args);
    if (status === 0) throw new WgetFailure('error getting response');
    if (status >= 400) throw new WgetFailure(`server returned error: ${statusLine}`);
    if (!options.has('spider')) await save(process, target, options, body);
    return 0;
  } catch (error) {
    if (!(error instanceof WgetFailure)) throw error;
    await process.complain(`wget: ${error.message}`);
    return 1;
  }
};

async function fetch(
  process: Process,
  target: Target,
  options: Arguments,
  args: readonly string[],
): Promise<HttpAnswer> {
  const { host, port } = target;
  const found = await lookUp(process, host);
  if (typeof found === 'string') throw new WgetFailure(`bad address '${host}'`);
  const [address = ''] = found.addresses;
  if (!options.has('q', 'quiet'))
    await process.complain(`Connecting to ${host} (${address}:${port})`);
  const seconds = options.value('T', 'timeout');
  const timeoutMs = seconds === undefined ? undefined : Number(seconds) * 1000;
  const raw = await dial(process, address, port, { timeoutMs });
  if (raw === 'ETIMEDOUT' && timeoutMs !== undefined) throw new WgetFailure('download timed out');
  if (typeof raw === 'string') {
    const why = errnoText(raw, process.kernel.library);
    throw new WgetFailure(`can't connect to remote host (${address}): ${why}`);
  }
  const connection = target.secure ? await overTls(process, raw, target, options) : raw;
  try {
    return await requestOver(process, connection, requestText(target, options, args), timeoutMs);
  } catch (error) {
    if (error instanceof Errno) {
      throw new WgetFailure(
        error.code === 'ETIMEDOUT'
          ? 'download timed out'
          : `error getting response: ${process.errorText(error)}`,
      );
    }
    throw error;
  }
}

async function overTls(
  process: Process,
  raw: PortConnection,
  { host }: Target,
  options: Arguments,
): Promise<PortConnection> {
  const { secured } = await process.wait(import('./tls-connection.js'));
  if (!options.has('no-check-certificate')) {
    await process.complain('wget: note: TLS certificate validation not implemented');
  }
  try {
    return await process.wait(secured(raw, host, { ca: undefined, insecure: true }));
  } catch (error) {
    if (!process.isAlive || !(error instanceof Error)) throw error;
    throw new WgetFailure('error getting response: Connection reset by peer');
  }
}

function requestText(
  { host, port, path, secure }: Target,
  options: Arguments,
  args: readonly string[],
): string {
  const data = options.value('post-data');
  const headers = args.flatMap((arg, at) => {
    if (arg === '--header') return [args[at + 1] ?? ''];
    return arg.startsWith('--header=') ? [arg.slice('--header='.length)] : [];
  });
  const lines = [
    `${data === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    `Host: ${host}${port === (secure ? 443 : 80) ? '' : `:${port}`}`,
    `User-Agent: ${options.value('U', 'user-agent') ?? 'Wget'}`,
    'Connection: close',
    ...headers,
    ...(data === undefined ? [] : [`Content-Length: ${Buffer.byteLength(data)}`]),
  ];
  return `${lines.map((line) => line.replace(/[\r\n]/g, '')).join('\r\n')}\r\n\r\n${data ?? ''}`;
}

async function save(
  process: Process,
  { path }: Target,
  options: Arguments,
  body: Uint8Array,
): Promise<void> {
  const output = options.value('O', 'output-document') ?? (path.split('/').pop() || 'index.html');
  if (output === '-') return process.write(1, body);
  try {
    const place = process.kernel.files.openToWrite(process, output, { truncate: true });
    if (place.inode.kind === 'file') {
      process.kernel.files.setContent(place.inode, place.mount, body);
    }
  } catch (error) {
    throw new WgetFailure(`can't open '${output}': ${process.errorText(error)}`);
  }
  if (!options.has('q', 'quiet')) {
    await process.complain(`saving to '${output}'\n'${output}' saved`);
  }
}
