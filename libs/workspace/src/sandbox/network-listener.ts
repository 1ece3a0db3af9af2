import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Server } from 'node:net';
import { OperationalError } from '@drillyard/errors';
import { tailOf } from './stream-tail.js';

/**
 * Runs in a Node of its own, inside the sandbox's network: listens, hands the listening socket to
 * its parent and ends. A socket belongs to the network it was made in, so what the parent accepts
 * from it are connections of the sandbox; nothing has to forward them. The opener must exit at once:
 * as long as it lives it listens too, and takes connections that nobody answers.
 */
const openerSource = `
const [host, port] = process.argv.slice(1);
const server = require('node:net').createServer();
server.on('error', (error) => { console.error(error.message); process.exit(1); });
server.listen(Number(port), host, () => process.send('listening', server, () => process.exit()));
`;

/** Node starts in a twentieth of a second; a machine under load may need much longer. */
const openerTimeoutMs = 20_000;
const diagnosticBytesMax = 2000;

/** @param inNetwork Turns a command line into one that runs in the sandbox's network. */
export async function openListener(
  inNetwork: (command: string[]) => string[],
  host: string,
  port: number,
): Promise<Server> {
  const [program = '', ...args] = inNetwork([
    ...[process.execPath, '-e', openerSource],
    ...[host, String(port)],
  ]);
  const opener = spawn(program, args, {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: openerTimeoutMs,
    killSignal: 'SIGKILL',
  });
  const diagnostic = tailOf(opener.stderr, diagnosticBytesMax);
  return new Promise((resolve, reject) => {
    let settled = false;
    const fail = (cause: unknown) => {
      settled = true;
      reject(
        new OperationalError(
          'SANDBOX_NETWORK_FAILED',
          `Nothing could be made to listen on ${host}:${port} inside the sandbox: ${diagnostic().trim() || String(cause)}`,
          { cause, retryable: true },
        ),
      );
    };
    opener.once('error', fail);
    opener.on('message', (_, handle) => {
      if (!(handle instanceof Server)) fail(new Error('the opener sent no listening socket'));
      else if (settled) handle.close();
      else resolve(handle);
    });
    // What it sent may arrive after the news of its end.
    Promise.all([once(opener, 'disconnect'), once(opener, 'close')])
      .then(() => new Promise(setImmediate))
      .then(() => fail(new Error(`the opener ended with ${endOf(opener)}`)), fail);
  });
}

function endOf({ signalCode, exitCode }: ChildProcess): string {
  return signalCode ?? `exit code ${exitCode}`;
}
