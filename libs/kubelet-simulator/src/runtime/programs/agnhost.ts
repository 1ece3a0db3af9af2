import { dial } from '../kernel/dial.js';
import { lookUp } from '../kernel/name-lookup.js';
import type { Process } from '../kernel/process.js';
import { readOptions } from './arguments.js';
import { serveGrpcHealth } from './grpc-health-server.js';
import { answer, type HttpRequest, type HttpResponse } from './http.js';
import type { Program } from './program.js';
import { listening, serve, untilStopped } from './serve.js';

/** The image upstream tests networks with. */
export const agnhost: Program = async (process, [command = 'pause', ...args]) => {
  const port = Number(
    /--(?:http-)?port=(\d+)/.exec(args.join(' '))?.[1] ??
      (command === 'serve-hostname' ? 9376 : 8080),
  );
  switch (command) {
    case 'pause':
      await process.print('Paused\n');
      return untilStopped(process);
    case 'connect':
      return connect(process, args);
    case 'netexec':
    case 'serve-hostname':
      return listening(process, port, 'agnhost', (connection) =>
        answer(process, connection, 'agnhost', (request) => netexec(process, request, command)),
      );
    case 'grpc-health-checking':
      return grpcHealthChecking(process, args);
    case 'porter': {
      for (const [name, body] of process.env) {
        const [, number] = /^SERVE_PORT_(\d+)$/.exec(name) ?? [];
        if (!number) continue;
        try {
          serve(process, Number(number), (connection) =>
            answer(process, connection, 'porter', async () => ({ status: 200, body })),
          );
        } catch (error) {
          await process.complain(
            `listen tcp :${number}: bind: ${process.errorText(error).toLowerCase()}`,
          );
          return 1;
        }
      }
      return untilStopped(process);
    }
    default:
      await process.complain(`Error: unknown command "${command}" for "app"`);
      return 1;
  }
};

/** A health service, and by HTTP how to say that it is well or not (agnhost `grpc-health-checking`). */
async function grpcHealthChecking(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args, ['port', 'http-port', 'delay-unhealthy-sec', 'service']);
  const port = Number(options.value('port') ?? 5000);
  const httpPort = Number(options.value('http-port') ?? 8080);
  let isServing = true;
  try {
    serve(process, httpPort, (connection) =>
      answer(process, connection, 'agnhost', async ({ path }) => {
        const wanted = { '/make-serving': true, '/make-not-serving': false }[path];
        if (wanted === undefined) return { status: 404, body: '404 page not found\n' };
        isServing = wanted;
        return { status: 200, body: '' };
      }),
    );
  } catch (error) {
    await process.complain(`listen tcp :${httpPort}: bind: ${process.errorText(error)}`);
    return 1;
  }
  const service = options.value('service') ?? '';
  return listening(process, port, 'agnhost', (connection) =>
    serveGrpcHealth(connection, (name) =>
      name === service || name === '' ? isServing : undefined,
    ),
  );
}

async function netexec(
  process: Process,
  { path, query, from }: HttpRequest,
  command: string,
): Promise<HttpResponse> {
  const { kernel } = process;
  if (command === 'serve-hostname' || path.toLowerCase() === '/hostname')
    return { status: 200, body: kernel.hostname };
  switch (path.toLowerCase()) {
    case '/':
      return { status: 200, body: `NOW: ${kernel.now().toISOString()}` };
    case '/echo':
      return { status: 200, body: query.get('msg') ?? '' };
    case '/clientip':
      return { status: 200, body: from };
    case '/healthz':
      return { status: 200, body: '' };
    default:
      return { status: 404, body: '404 page not found\n' };
  }
}

/** `agnhost connect host:port`: says TIMEOUT, REFUSED or DNSERROR, as upstream's test image does. */
async function connect(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args, ['timeout', 'protocol']);
  const [target = ''] = options.operands;
  const at = target.lastIndexOf(':');
  const found = await lookUp(process, target.slice(0, at).replace(/^\[|\]$/g, ''));
  if (typeof found === 'string') return process.complain('DNSERROR').then(() => 1);
  const seconds = Number.parseFloat(options.value('timeout') ?? '0');
  const connection = await dial(process, found.addresses[0] ?? '', Number(target.slice(at + 1)), {
    timeoutMs: seconds ? seconds * 1000 : undefined,
  });
  if (typeof connection !== 'string') {
    connection.close();
    return 0;
  }
  await process.complain(
    connection === 'ECONNREFUSED' ? 'REFUSED' : connection === 'ETIMEDOUT' ? 'TIMEOUT' : 'OTHER',
  );
  return 1;
}
