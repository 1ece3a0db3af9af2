import type { Readable, Writable } from 'node:stream';
import type { ContainerExit, ContainerStreams } from '@drillyard/cluster';
import { copyStream } from './copy-stream.js';
import { internalErrorStatus, type StreamStatus } from './stream-status.js';
import { readTerminalSizes } from './terminal-size.js';

export type RemoteCommandKind = 'exec' | 'attach';

/** Which streams the client asked for. */
export interface StreamOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

/** The client's side of a process, whichever protocol carries it. */
export interface ClientStreams {
  readonly stdin: Readable | undefined;
  readonly stdout: Writable | undefined;
  readonly stderr: Writable | undefined;
  /** JSON objects with Width and Height, one after the other. */
  readonly resize: Readable | undefined;
  writeStatus(status: StreamStatus): Promise<void>;
  /** Aborts when the client is gone. */
  readonly gone: AbortSignal;
  /** Ends the connection in good order. */
  close(): void;
}

/** Joins a client with a process until the process ends or the client goes. */
export async function runRemoteCommand(
  kind: RemoteCommandKind,
  process: ContainerStreams,
  client: ClientStreams,
): Promise<void> {
  const { gone } = client;
  const hangUp = () => process.close();
  if (gone.aborted) hangUp();
  else gone.addEventListener('abort', hangUp, { once: true });
  try {
    void pumpInput(client.stdin, process);
    void readTerminalSizes(client.resize, (size) => process.resize(size));
    await Promise.all([
      copyStream(process.stdout, client.stdout, gone),
      copyStream(process.stderr, client.stderr, gone),
    ]);
    if (gone.aborted) return;
    await client.writeStatus(statusOf(kind, await exitOf(process, gone)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await client.writeStatus(statusOf(kind, { error: message }));
  } finally {
    gone.removeEventListener('abort', hangUp);
    process.close();
    client.close();
  }
}

/** A process that ended takes no more input: that is no accident. */
async function pumpInput(stdin: Readable | undefined, process: ContainerStreams): Promise<void> {
  try {
    if (stdin !== undefined) for await (const bytes of stdin) await process.write(bytes);
    process.endInput();
  } catch {
    stdin?.destroy();
  }
}

function exitOf(process: ContainerStreams, gone: AbortSignal): Promise<ContainerExit> {
  const left = new Promise<ContainerExit>((resolve) => {
    gone.addEventListener('abort', () => resolve({ error: 'the client is gone' }), { once: true });
  });
  return Promise.race([process.exit, left]);
}

/** An attached client learns of an exit code from the pod: to it the end is a success. */
function statusOf(kind: RemoteCommandKind, exit: ContainerExit): StreamStatus {
  if ('error' in exit) {
    const doing = kind === 'exec' ? 'executing command in' : 'attaching to';
    return internalErrorStatus(`error ${doing} container: ${exit.error}`);
  }
  const metadata = {};
  if (kind === 'attach' || exit.exitCode === 0) return { metadata, status: 'Success' };
  const message = `command terminated with non-zero exit code: command terminated with exit code ${exit.exitCode}`;
  const causes = [{ reason: 'ExitCode', message: String(exit.exitCode) }];
  return { metadata, status: 'Failure', message, reason: 'NonZeroExitCode', details: { causes } };
}
