import type { Accepted } from '../kernel/socket-table.js';
import { agnhost } from './agnhost.js';
import { readOptions } from './arguments.js';
import { etcd } from './etcd.js';
import { answer } from './http.js';
import { httpd } from './httpd.js';
import { nginx } from './nginx.js';
import type { Program, Programs } from './program.js';
import { listening, serve, untilStopped } from './serve.js';

/** Hears the client out and says nothing. */
const silent = async ({ input }: Accepted): Promise<void> => {
  while (await input.read());
};

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
  etcd,
  'redis-server': redis,
  mysqld: listener(3306),
  postgres: listener(5432),
  daemon,
};
