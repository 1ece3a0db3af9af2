import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a Debian, Fedora or Alpine host keeps programs; the PATH of a learner's shell too. */
export const systemPath = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
] as const;

/** Absolute path of a program of the host; undefined where it is not installed. */
export function findTool(
  name: string,
  folders: readonly string[] = systemPath,
): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
