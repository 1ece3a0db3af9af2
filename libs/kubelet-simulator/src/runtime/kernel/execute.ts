import { runtimeLimits } from '../runtime-limits.js';
import type { FileInode, Inode } from '../vfs/inode.js';
import { canExecute } from '../vfs/permission.js';
import { afterExec } from './credentials.js';
import { Errno } from './errno.js';
import type { OpenFile } from './open-file.js';
import type { Process } from './process.js';

export interface Executable {
  readonly path: string;
  readonly inode: FileInode;
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * What a name runs, looked for along PATH where it has no slash (execvp(3)).
 *
 * @throws Errno ENOENT, EACCES, EISDIR
 */
export function findExecutable(
  process: Process,
  name: string,
  path = process.env.get('PATH'),
): Executable {
  if (name.includes('/')) return checked(process, name);
  let failure = new Errno('ENOENT');
  for (const folder of (path ?? defaultPath).split(':')) {
    try {
      return checked(process, `${folder || '.'}/${name}`);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (error.code === 'EACCES') failure = error;
    }
  }
  throw failure;
}

function checked(process: Process, path: string): Executable {
  const { files } = process.kernel;
  const place = files.lookup(process, path);
  const inode: Inode = place.inode;
  if (inode.kind !== 'file') throw new Errno('EACCES');
  if (!files.may(process, place, canExecute)) throw new Errno('EACCES');
  return { path, inode };
}

export interface LaunchOptions {
  readonly env?: Map<string, string>;
  /** Owned by the new process from here on. */
  readonly files?: Map<number, OpenFile>;
  readonly group?: number;
}

/**
 * Starts a program as a child: fork(2) and execve(2).
 *
 * @throws Errno as {@link findExecutable}, E2BIG, EAGAIN
 */
export function launch(
  parent: Process,
  argv: readonly string[],
  options: LaunchOptions = {},
): Process {
  const env = options.env ?? new Map(parent.env);
  const files = options.files ?? inherited(parent);
  try {
    const executable = findExecutable(parent, argv[0] ?? '', env.get('PATH'));
    demandFitting(argv, env);
    const settings = { argv, env, files, parent, cwd: parent.cwd, umask: parent.umask };
    const credentials = afterExec(parent.credentials);
    const group = options.group ?? parent.group;
    return parent.kernel.start({ ...settings, credentials, group }, (child) =>
      runExecutable(child, executable),
    );
  } catch (error) {
    for (const file of files.values()) file.close();
    throw error;
  }
}

export function inherited(parent: Process): Map<number, OpenFile> {
  return new Map([...parent.files].map(([number, file]) => [number, file.duplicate()]));
}

function demandFitting(argv: readonly string[], env: ReadonlyMap<string, string>): void {
  let bytes = 0;
  for (const word of argv) bytes += word.length + 1;
  for (const [name, value] of env) bytes += name.length + value.length + 2;
  if (bytes > runtimeLimits.argumentBytesMax) throw new Errno('E2BIG');
}

/** What a process does once it has become that program. */
export async function runExecutable(
  process: Process,
  { path, inode }: Executable,
): Promise<number> {
  const programs = await process.wait(process.kernel.loadPrograms());
  const args = process.argv.slice(1);
  if (inode.program) {
    const program = programs.get(inode.program);
    if (!program) throw new Errno('ENOEXEC');
    const running = program(process, args);
    process.begin();
    return running;
  }
  const firstLine =
    Buffer.from(inode.content.subarray(0, 128)).toString('utf8').split('\n')[0] ?? '';
  const [interpreter, ...more] = firstLine.startsWith('#!')
    ? firstLine.slice(2).trim().split(/\s+/)
    : ['/bin/sh'];
  const next = findExecutable(process, interpreter ?? '');
  if (!next.inode.program) throw new Errno('ENOEXEC');
  process.argv = [interpreter ?? '', ...more, path, ...args];
  return runExecutable(process, next);
}
