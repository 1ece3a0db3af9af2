import type { HereDoc, Redirection } from 'unbash';
import { Errno } from '../kernel/errno.js';
import { deviceFile, fixedInput, type OpenFile, regularFile } from '../kernel/open-file.js';
import type { Process } from '../kernel/process.js';
import { canRead, demand } from '../vfs/permission.js';
import { expandParts, expandText } from './expansion.js';
import type { Shell } from './shell.js';
import { ShellError } from './shell-error.js';
import { cannotOpen } from './wording.js';

/**
 * Opens what redirections name and puts it in place of a process's files. The answer puts the
 * former ones back.
 *
 * @throws ShellError in the shell's words where a file cannot be opened
 */
export async function redirect(
  shell: Shell,
  redirections: readonly Redirection[],
): Promise<() => void> {
  const { files } = shell.process;
  const former = new Map<number, OpenFile | undefined>();
  const restore = () => {
    for (const [descriptor, file] of former) {
      files.get(descriptor)?.close();
      if (file) files.set(descriptor, file);
      else files.delete(descriptor);
    }
    former.clear();
  };
  const place = (descriptor: number, file: OpenFile | undefined) => {
    if (former.has(descriptor)) files.get(descriptor)?.close();
    else former.set(descriptor, files.get(descriptor));
    if (file) files.set(descriptor, file);
    else files.delete(descriptor);
  };
  try {
    for (const redirection of redirections) await apply(shell, redirection, place);
    return restore;
  } catch (error) {
    restore();
    throw error;
  }
}

type Place = (descriptor: number, file: OpenFile | undefined) => void;

async function apply(shell: Shell, redirection: Redirection, place: Place): Promise<void> {
  const { descriptor: given, type } = redirection;
  const descriptor = given?.type === 'FileDescriptor' ? given.value : undefined;
  if (type === 'HereDoc') {
    return place(descriptor ?? 0, fixedInput(Buffer.from(await hereDocument(shell, redirection))));
  }
  const target = redirection.target ? await expandText(shell, redirection.target) : '';
  if (type === 'HereString') return place(descriptor ?? 0, fixedInput(Buffer.from(`${target}\n`)));
  const { operator } = redirection;
  if (operator === '>&' || operator === '<&') {
    return duplicate(shell, descriptor ?? (operator === '>&' ? 1 : 0), target, place);
  }
  const file = openNamed(shell, target, operator);
  const isRead = operator.startsWith('<');
  place(descriptor ?? (isRead ? 0 : 1), file);
  if (operator.startsWith('&>')) place(2, file.duplicate());
}

function duplicate(shell: Shell, descriptor: number, target: string, place: Place): void {
  if (target === '-') {
    place(descriptor, undefined);
    return;
  }
  const source = shell.process.files.get(Number(target));
  if (!source) throw new ShellError(`${target}: bad file descriptor`, 1);
  place(descriptor, source.duplicate());
}

function openNamed(shell: Shell, path: string, operator: string): OpenFile {
  const { process, state } = shell;
  try {
    return openPath(process, path, operator);
  } catch (error) {
    const text = process.errorText(error);
    throw new ShellError(cannotOpen(state.flavour, path, text, operator !== '<'), 1);
  }
}

/** Opens as `<`, `>`, `>>` or `<>` do. */
export function openPath(process: Process, path: string, operator: string): OpenFile {
  const { files } = process.kernel;
  const standard = /^\/dev\/(stdin|stdout|stderr)$|^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path);
  if (standard) {
    const named = { stdin: 0, stdout: 1, stderr: 2 }[standard[1] ?? ''];
    return process.file(named ?? Number(standard[2])).duplicate();
  }
  const terminal = [...process.files.values()].find((file) => file.terminal)?.terminal;
  if (operator === '<') {
    const { inode, mount } = files.lookup(process, path);
    demand(process.credentials, inode, canRead);
    if (inode.kind === 'folder') throw new Errno('EISDIR');
    if (inode.kind === 'device') return deviceFile(inode.device, terminal);
    if (inode.kind === 'link') throw new Errno('ELOOP');
    return regularFile(files, inode, mount, { append: false });
  }
  const append = operator.endsWith('>>') || operator === '<>';
  const { inode, mount } = files.openToWrite(process, path, { truncate: !append });
  if (inode.kind === 'device') return deviceFile(inode.device, terminal);
  if (inode.kind !== 'file') throw new Errno('EISDIR');
  return regularFile(files, inode, mount, { append });
}

async function hereDocument(shell: Shell, { operator, delimiter, body }: HereDoc): Promise<string> {
  const isPlain = delimiter?.quoted || !body.parts;
  const text = isPlain ? body.text : await expandParts(shell, body.parts ?? []);
  return operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
}
