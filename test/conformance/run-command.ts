import { spawn } from 'node:child_process';
import type { CommandOutput } from './transcript.js';

/** Longer than any `kubectl wait` of a suite; a hung server costs no more than this per command. */
const commandLimitMs = 60_000;
/** More than any recorded answer; what runs over it is a fault and need not be kept. */
const outputBytesMax = 1024 * 1024;

export interface CommandPlace {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs one command line in bash. One that takes too long is ended and says so on stderr. */
export function runCommand(command: string, place: CommandPlace): Promise<CommandOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', command], {
      cwd: place.folder,
      env: place.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const streams = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        if (streams[name].length < outputBytesMax) streams[name] += chunk;
      });
    }
    const limit = setTimeout(() => {
      streams.stderr += `still running after ${commandLimitMs / 1000} s, ended\n`;
      // The whole process group: a pipe's members would otherwise outlive their shell.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, commandLimitMs);
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ ...streams, exitCode: code ?? 137 });
    });
  });
}
