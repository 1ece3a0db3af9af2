import type { ContainerStreams } from '@drillyard/cluster';
import type { RunningContainer } from '../runtime/index.js';

/** So much of what a command prints is kept (kubelet `probe/exec` maxReadLength). */
const outputBytesMax = 10 * 1024;

export interface CommandOutcome {
  /** Undefined where the command could not be run at all. */
  readonly exitCode: number | undefined;
  readonly output: string;
}

/** Runs a command to its end and keeps what it printed, both streams together. */
export async function runInContainer(
  running: RunningContainer,
  command: readonly string[],
): Promise<CommandOutcome> {
  const streams = running.exec({ command, stdin: false, tty: false });
  const chunks: Uint8Array[] = [];
  const reading = Promise.all([keep(streams.stdout, chunks), keep(streams.stderr, chunks)]);
  const exit = await streams.exit;
  await reading;
  const output = Buffer.concat(chunks).subarray(0, outputBytesMax).toString();
  if ('error' in exit) return { exitCode: undefined, output: exit.error };
  return { exitCode: exit.exitCode, output };
}

async function keep(stream: ContainerStreams['stdout'], chunks: Uint8Array[]): Promise<void> {
  let size = 0;
  for await (const chunk of stream) {
    if (size < outputBytesMax) chunks.push(chunk);
    size += chunk.length;
  }
}
