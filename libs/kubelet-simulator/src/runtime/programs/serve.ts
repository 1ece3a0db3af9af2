import type { Process } from '../kernel/process.js';
import type { Accepted } from '../kernel/socket-table.js';
import { runtimeLimits } from '../runtime-limits.js';

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

/** Serves a port until it is told to stop, or says why it cannot. */
export async function listening(
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
