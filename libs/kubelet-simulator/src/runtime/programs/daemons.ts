import { dial } from '../kernel/dial.js';
import { Errno } from '../kernel/errno.js';
import { lookUp } from '../kernel/name-lookup.js';
import type { Process } from '../kernel/process.js';
import type { Accepted } from '../kernel/socket-table.js';
import { runtimeLimits } from '../runtime-limits.js';
import { readOptions } from './arguments.js';
import { answer, type HttpRequest, type HttpResponse } from './http.js';
import type { Program, Programs } from './program.js';

/** Runs until it is told to stop, by any of the usual signals. */
export function untilStopped(process: Process, code = 0): Promise<number> {
  return process.wait(
    new Promise<number>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) {
        process.handlers.set(signal, () => resolve(code));
      }
    }),
  );
}

/**
 * Serves each connection by itself; more at a time than the limit are hung up on.
 *
 * @throws Errno as {@link SocketTable.listen}
 */
export function serve(
  process: Process,
  port: number,
  use: (connection: Accepted) => Promise<void>,
): void {
  let open = 0;
  process.kernel.sockets.listen(process, port, (connection) => {
    if (open >= runtimeLimits.socketsMax) return connection.output.end();
    open += 1;
    void process.exit.then(() => connection.output.end());
    const done = () => {
      open -= 1;
      connection.output.end();
    };
    use(connection).then(done, done);
  });
}

const page = (server: string) => `<!DOCTYPE html>
<html>
<head>
<title>Welcome to ${server}!</title>
</head>
<body>
<h1>Welcome to ${server}!</h1>
</body>
</html>
`;

/** A file below the root, or the page everybody knows where there is none. */
function fileAt(process: Process, root: string, path: string, server: string): HttpResponse {
  const { files } = process.kernel;
  const wanted = `${root}${path}${path.endsWith('/') ? 'index.html' : ''}`;
  const type = 'text/html';
  try {
    return {
      status: 200,
      body: Buffer.from(files.readFile(process, wanted)).toString('utf8'),
      type,
    };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'EACCES') return { status: 403, body: '403 Forbidden\n', type };
    if (path === '/' || path === '/index.html') return { status: 200, body: page(server), type };
    return { status: 404, body: `<html><h1>404 Not Found</h1><hr>${server}</html>\n`, type };
  }
}

function accessLine(
  process: Process,
  request: HttpRequest,
  { status, body }: HttpResponse,
): string {
  const at = process.kernel
    .now()
    .toUTCString()
    .replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1/$2/$3:$4 +0000');
  return `${request.from} - - [${at}] "${request.method} ${request.path} HTTP/1.1" ${status} ${Buffer.byteLength(body)} "-" "${request.userAgent}" "-"\n`;
}

/** What keeps nginx from starting is found out by doing it: folders, owners, pid file, port. */
const nginx: Program = async (process, args) => {
  const { kernel } = process;
  if (args.includes('-v')) return process.complain('nginx version: nginx/1.29.3').then(() => 0);
  const at = kernel.now().toISOString().replace(/-/g, '/').replace('T', ' ').slice(0, 19);
  const fail = async (what: string, error: unknown) => {
    const numbers: Partial<Record<string, number>> = {
      EACCES: 13,
      EROFS: 30,
      EPERM: 1,
      EADDRINUSE: 98,
      ENOENT: 2,
      ENOSPC: 28,
    };
    const number = error instanceof Errno ? (numbers[error.code] ?? 5) : 5;
    await process.complain(
      `${at} [emerg] ${process.pid}#${process.pid}: ${what} failed (${number}: ${process.errorText(error)})`,
    );
    return 1;
  };
  const port = kernel.imagePorts[0] ?? 80;
  const isRoot = process.credentials.uid === 0;
  // nginx-unprivileged is configured for another port, and to write below /tmp alone.
  const isUnprivileged = port === 8080;
  const pidFile = isUnprivileged ? '/tmp/nginx.pid' : '/run/nginx.pid';
  if (!isRoot)
    await process.complain(
      `${at} [warn] ${process.pid}#${process.pid}: the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:2`,
    );
  try {
    serve(process, port, (connection) =>
      answer(process, connection, 'nginx/1.29.3', async (request) => {
        const given = fileAt(process, '/usr/share/nginx/html', request.path, 'nginx');
        await process.print(accessLine(process, request, given));
        return given;
      }),
    );
  } catch (error) {
    return fail(`bind() to 0.0.0.0:${port}`, error);
  }
  const worker = kernel.accounts().find(({ name }) => name === 'nginx')?.uid ?? 101;
  for (const name of ['client_temp', 'proxy_temp', 'fastcgi_temp', 'uwsgi_temp', 'scgi_temp']) {
    const path = `${isUnprivileged ? '/tmp' : '/var/cache/nginx'}/${name}`;
    try {
      if (!kernel.files.find(process, path)) kernel.files.mkdir(process, path, 0o700);
    } catch (error) {
      return fail(`mkdir() "${path}"`, error);
    }
    try {
      if (isRoot) kernel.files.chown(process, path, worker, -1);
    } catch (error) {
      return fail(`chown("${path}", ${worker})`, error);
    }
  }
  try {
    const place = kernel.files.openToWrite(process, pidFile, {
      truncate: true,
      mode: 0o644,
    });
    if (place.inode.kind === 'file')
      kernel.files.setContent(place.inode, place.mount, Buffer.from(`${process.pid}\n`));
  } catch (error) {
    return fail(`open() "${pidFile}"`, error);
  }
  await process.complain(
    `${at} [notice] ${process.pid}#${process.pid}: nginx/1.29.3\n${at} [notice] ${process.pid}#${process.pid}: start worker processes`,
  );
  return untilStopped(process);
};

const httpd: Program = async (process, args) => {
  const options = readOptions(args, ['p', 'h']);
  const port = Number(options.value('p')?.split(':').pop() ?? process.kernel.imagePorts[0] ?? 80);
  const root =
    options.value('h') ??
    (process.kernel.userland === 'busybox' ? process.cwd : '/usr/local/apache2/htdocs');
  return listening(process, port, 'httpd', (connection) =>
    answer(process, connection, 'Apache', async (request) => {
      const given = fileAt(process, root, request.path, 'httpd');
      await process.print(accessLine(process, request, given));
      return given;
    }),
  );
};

async function listening(
  process: Process,
  port: number,
  name: string,
  use: (connection: Accepted) => Promise<void>,
): Promise<number> {
  try {
    serve(process, port, use);
  } catch (error) {
    await process.complain(
      `${name}: could not bind to 0.0.0.0:${port}: ${process.errorText(error)}`,
    );
    return 1;
  }
  return untilStopped(process);
}

/** Hears the client out and says nothing. */
const silent = async ({ input }: Accepted): Promise<void> => {
  while (await input.read());
};

const agnhost: Program = async (process, [command = 'pause', ...args]) => {
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

const redis: Program = (process, args) => {
  const port = Number(readOptions(args, ['port']).value('port') ?? 6379);
  return listening(process, port, 'redis-server', async ({ input, output }) => {
    for (let bytes = await input.read(); bytes; bytes = await input.read()) {
      await process.step(10);
      const said = Buffer.from(bytes).toString('latin1');
      await output.write(
        Buffer.from(/ping/i.test(said) ? '+PONG\r\n' : '-ERR only PING is simulated\r\n'),
      );
    }
  });
};

const listener =
  (port: number): Program =>
  (process) =>
    listening(process, process.kernel.imagePorts[0] ?? port, process.name, silent);

const dnsPort = 53;

/** Names are answered by the network itself, for as long as somebody listens here. */
const ignored = ({ output }: Accepted): void => output.end();

const daemon: Program = async (process) => {
  for (const port of process.kernel.imagePorts) {
    try {
      serve(process, port, (connection) =>
        answer(process, connection, 'simulated', async () => ({
          status: 200,
          body: `${process.kernel.hostname}\n`,
        })),
      );
      if (port === dnsPort) process.kernel.sockets.listen(process, port, ignored, 'UDP');
    } catch (error) {
      await process.complain(
        `${process.name}: cannot listen on port ${port}: ${process.errorText(error)}`,
      );
      return 1;
    }
  }
  return untilStopped(process);
};

export const daemonPrograms: Programs = {
  pause: (process) => untilStopped(process),
  nginx,
  httpd,
  agnhost,
  'redis-server': redis,
  mysqld: listener(3306),
  postgres: listener(5432),
  daemon,
};
