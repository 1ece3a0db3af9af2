import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Server } from 'node:net';
import { OperationalError } from '@drillyard/errors';
import { listenerOpeners } from './listener-openers.js';
import { tailOf } from './stream-tail.js';

/** Even Node starts in a twentieth of a second; a machine under load may need much longer. */
const openerTimeoutMs = 20_000;
const diagnosticBytesMax = 2000;

/**
 * Listens in a sandbox's network.
 *
 * @param inNetwork Turns a command line into one that runs in that network.
 * @param openers Tried one after the other; those of this host if not given.
 * @throws OperationalError SANDBOX_NETWORK_FAILED with what the last of them said.
 */
export async function openListener(
  inNetwork: (command: string[]) => string[],
  host: string,
  port: number,
  openers = listenerOpeners,
): Promise<Server> {
  let failure: unknown;
  for (const opener of openers) {
    try {
      return await handedBy(inNetwork(opener(host, port)));
    } catch (error) {
      failure = error;
    }
  }
  const reason = failure instanceof Error ? failure.message : String(failure);
  throw new OperationalError(
    'SANDBOX_NETWORK_FAILED',
    `Nothing could be made to listen on ${host}:${port} inside the sandbox: ${reason}`,
    { cause: failure, retryable: true },
  );
}

function handedBy([program = '', ...args]: string[]): Promise<Server> {
  const opener = spawn(program, args, {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: openerTimeoutMs,
    killSignal: 'SIGKILL',
  });
  const diagnostic = tailOf(opener.stderr, diagnosticBytesMax);
  const gone = new Promise<void>((resolve) => {
    opener.once('exit', () => resolve());
    opener.once('error', () => resolve());
  });
  return new Promise((resolve, reject) => {
    let settled = false;
    const fail = (cause: unknown) => {
      settled = true;
      opener.kill('SIGKILL');
      // Whoever tries again finds the port free.
      void gone.then(() => reject(new Error(diagnostic().trim() || String(cause), { cause })));
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
