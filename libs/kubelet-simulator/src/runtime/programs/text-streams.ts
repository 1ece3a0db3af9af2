import type { OpenFile } from '../kernel/open-file.js';
import type { Process } from '../kernel/process.js';
import { openPath } from '../shell/redirection.js';
import { complainOf } from './complaint.js';

/** Calls with a descriptor for each file, or for standard input where none is named. */
export async function withInputs(
  process: Process,
  command: string,
  paths: readonly string[],
  use: (descriptor: number, path: string) => Promise<void>,
): Promise<number> {
  let status = 0;
  for (const path of paths.length > 0 ? paths : ['-']) {
    if (path === '-') {
      await use(0, '-');
      continue;
    }
    let file: OpenFile;
    try {
      file = openPath(process, path, '<');
    } catch (error) {
      status = command === 'grep' ? 2 : 1;
      await complainOf(process, `open ${command}`, error, path);
      continue;
    }
    const descriptor = nextDescriptor(process);
    process.files.set(descriptor, file);
    try {
      await use(descriptor, path);
    } finally {
      if (process.files.delete(descriptor)) file.close();
    }
  }
  return status;
}

export function nextDescriptor(process: Process): number {
  let descriptor = 3;
  while (process.files.has(descriptor)) descriptor += 1;
  return descriptor;
}

/** Lines as they come, without their line feed; a long one counts as memory until it is whole. */
export async function* linesOf(process: Process, descriptor: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for (;;) {
    const bytes = await process.read(descriptor);
    const text = decoder.decode(bytes, { stream: bytes !== undefined });
    process.hold(text.length);
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      await process.step(1 + line.length / 1024);
      process.hold(-line.length - 1);
      yield line;
    }
    if (!bytes) break;
  }
  process.hold(-rest.length);
  if (rest) yield rest;
}
