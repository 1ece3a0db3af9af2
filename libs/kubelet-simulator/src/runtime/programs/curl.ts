import type { PortConnection } from '@drillyard/cluster';
import { dial } from '../kernel/dial.js';
import { Errno, type ErrnoCode } from '../kernel/errno.js';
import { lookUp } from '../kernel/name-lookup.js';
import type { Process } from '../kernel/process.js';
import { type Arguments, readOptions } from './arguments.js';
import { type HttpAnswer, requestOver } from './http.js';
import type { Program } from './program.js';
import { readUrl, type Target } from './url.js';

const valued = [
  ...['o', 'm', 'max-time', 'connect-timeout', 'H', 'header', 'X', 'request', 'd', 'data', 'w'],
  ...['A', 'user-agent', 'cacert', 'u', 'user', 'output'],
];

/** What curl gives up with: its exit code and what it says. */
class CurlFailure extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** curl(1): one request, over TLS where the URL says so, with curl's exit codes. */
export const curl: Program = async (process, args) => {
  const options = readOptions(args, valued);
  try {
    const target = readUrl(options.operands[0] ?? '');
    if (!target) throw new CurlFailure(3, 'URL rejected: Malformed input to a URL function');
    const startedMs = process.kernel.clock.now().getTime();
    const connection = await connect(process, target, options);
    const answer = await exchange(process, connection, options, startedMs, () => {
      return requestText(target, options, args);
    });
    if (answer.status === 0) throw new CurlFailure(52, 'Empty reply from server');
    if (options.has('f', 'fail') && answer.status >= 400) {
      throw new CurlFailure(22, `The requested URL returned error: ${answer.status}`);
    }
    const head = options.has('i', 'I', 'include', 'head') ? `${answer.head}\r\n\r\n` : '';
    if (options.value('o', 'output') === undefined) {
      await process.write(1, Buffer.concat([Buffer.from(head), answer.body]));
    }
    const format = options.value('w') ?? '';
    const code = String(answer.status);
    await process.print(format.replaceAll('%{http_code}', code).replaceAll('\\n', '\n'));
    return 0;
  } catch (error) {
    if (!(error instanceof CurlFailure)) throw error;
    const isSilent = options.has('s', 'silent') && !options.has('S', 'show-error');
    if (!isSilent) await process.complain(`curl: (${error.code}) ${error.message}`);
    return error.code;
  }
};

/** Of `-m` what is left is left to the answer. */
async function exchange(
  process: Process,
  connection: PortConnection,
  options: Arguments,
  startedMs: number,
  request: () => string,
): Promise<HttpAnswer> {
  const seconds = options.value('m', 'max-time');
  const tookMs = () => process.kernel.clock.now().getTime() - startedMs;
  const leftMs = seconds === undefined ? undefined : Number(seconds) * 1000 - tookMs();
  try {
    return await requestOver(process, connection, request(), leftMs);
  } catch (error) {
    if (!(error instanceof Errno && error.code === 'ETIMEDOUT')) throw error;
    const said = `Operation timed out after ${tookMs()} milliseconds with 0 bytes received`;
    throw new CurlFailure(28, said);
  }
}

async function connect(
  process: Process,
  target: Target,
  options: Arguments,
): Promise<PortConnection> {
  const { host, port, secure } = target;
  const seconds = options.value('connect-timeout') ?? options.value('m', 'max-time');
  const waitMs = seconds === undefined ? undefined : Number(seconds) * 1000;
  const found = await lookUp(process, host, { timeoutMs: waitMs });
  if (found === 'timed-out' && waitMs !== undefined) {
    throw new CurlFailure(28, `Resolving timed out after ${waitMs} milliseconds`);
  }
  if (typeof found === 'string') throw new CurlFailure(6, `Could not resolve host: ${host}`);
  const startedMs = process.kernel.now().getTime();
  const raw = await dial(process, found.addresses[0] ?? '', port, { timeoutMs: waitMs });
  if (typeof raw === 'string') {
    throw refusal(raw, target, process.kernel.now().getTime() - startedMs, waitMs !== undefined);
  }
  return secure ? overTls(process, raw, host, options) : raw;
}

function refusal(
  code: ErrnoCode,
  { host, port }: Target,
  tookMs: number,
  isTimed: boolean,
): CurlFailure {
  if (code === 'ETIMEDOUT' && isTimed) {
    return new CurlFailure(28, `Connection timed out after ${tookMs} milliseconds`);
  }
  const said = `Failed to connect to ${host} port ${port} after ${tookMs} ms: Could not connect to server`;
  return new CurlFailure(code === 'ETIMEDOUT' ? 28 : 7, said);
}

async function overTls(
  process: Process,
  raw: PortConnection,
  host: string,
  options: Arguments,
): Promise<PortConnection> {
  const { secured } = await process.wait(import('./tls-connection.js'));
  const authority = options.value('cacert');
  let ca: Buffer | undefined;
  try {
    if (authority) ca = Buffer.from(process.kernel.files.readFile(process, authority));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new CurlFailure(77, `error setting certificate file: ${authority}`);
  }
  try {
    return await process.wait(secured(raw, host, { ca, insecure: options.has('k', 'insecure') }));
  } catch (error) {
    if (!process.isAlive || !(error instanceof Error)) throw error;
    throw new CurlFailure(60, `SSL certificate problem: ${error.message}`);
  }
}

function requestText(
  { host, port, path }: Target,
  options: Arguments,
  args: readonly string[],
): string {
  const data = options.value('d', 'data');
  const isHead = options.has('I', 'head');
  const method =
    options.value('X', 'request') ?? (isHead ? 'HEAD' : data === undefined ? 'GET' : 'POST');
  const given = args.flatMap((arg, at) =>
    arg === '-H' || arg === '--header' ? [args[at + 1] ?? ''] : [],
  );
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}${port === 80 || port === 443 ? '' : `:${port}`}`,
    `User-Agent: ${options.value('A', 'user-agent') ?? 'curl/8.14.1'}`,
    'Accept: */*',
    'Connection: close',
    ...given,
    ...(data === undefined ? [] : [`Content-Length: ${Buffer.byteLength(data)}`]),
  ];
  return `${lines.map((line) => line.replace(/[\r\n]/g, '')).join('\r\n')}\r\n\r\n${data ?? ''}`;
}
