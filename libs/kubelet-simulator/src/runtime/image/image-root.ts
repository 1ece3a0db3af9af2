import type { ContainerImage, ImageAccount, ImageFile, ImageGroup } from '../container-image.js';
import { FolderInode, fileInode, linkInode } from '../vfs/inode.js';
import { groupText, passwdText } from './accounts.js';
import { userlandAccounts } from './userland-accounts.js';
import { commandsOf } from './userland-commands.js';

const roots = new WeakMap<ContainerImage, FolderInode>();

/** What an image holds, the layer below all containers of it: made once, never written to. */
export function imageRoot(image: ContainerImage): FolderInode {
  const known = roots.get(image);
  if (known) return known;
  const root = buildRoot(image);
  roots.set(image, root);
  return root;
}

const folders: readonly ImageFile[] = [
  ...[
    '/bin',
    '/dev',
    '/etc',
    '/home',
    '/proc',
    '/run',
    '/sys',
    '/usr/bin',
    '/usr/sbin',
    '/var/log',
  ],
  ...['/usr/share', '/var/run', '/var/lib', '/var/cache', '/mnt', '/opt', '/srv', '/sbin'],
].map((path) => ({ path, mode: 0o755 }));

function buildRoot(image: ContainerImage): FolderInode {
  const root = new FolderInode();
  for (const folder of folders) put(root, folder);
  put(root, { path: '/tmp', mode: 0o1777 });
  put(root, { path: '/var/tmp', mode: 0o1777 });
  put(root, { path: '/root', mode: 0o700 });
  const { users, groups } = userlandAccounts[image.userland];
  const allUsers = merge<ImageAccount>(users, image.users);
  put(root, { path: '/etc/passwd', content: passwdText(allUsers) });
  put(root, { path: '/etc/group', content: groupText(merge<ImageGroup>(groups, image.groups)) });
  put(root, { path: '/etc/shadow', content: shadowText(allUsers), mode: 0o640 });
  put(root, { path: '/etc/os-release', content: osRelease[image.userland] });
  const names = commandsOf(image.userland, image.tools ?? []);
  for (const name of names) putProgram(root, `/bin/${name}`, name);
  for (const file of image.files ?? []) put(root, file);
  for (const [path, program] of Object.entries(image.programs ?? {})) {
    putProgram(root, path, program);
  }
  return root;
}

const osRelease = {
  busybox: 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.0\nPRETTY_NAME="Alpine Linux v3.22"\n',
  debian:
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
  none: 'PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\n',
};

function shadowText(users: readonly ImageAccount[]): string {
  return users.map(({ name }) => `${name}:${name === 'root' ? '*' : '!'}::0:::::\n`).join('');
}

function merge<T extends { readonly name: string }>(
  base: readonly T[],
  more: readonly T[] = [],
): T[] {
  return [...base.filter(({ name }) => !more.some((one) => one.name === name)), ...more];
}

function putProgram(root: FolderInode, path: string, program: string): void {
  const { folder, name } = parentOf(root, path);
  const mode = program === 'su' ? 0o4755 : 0o755;
  folder.set(name, fileInode(`\u007fELF ${program}\n`, { mode, program }));
}

function put(root: FolderInode, { path, content, target, ...owned }: ImageFile): void {
  const { folder, name } = parentOf(root, path);
  if (target !== undefined) folder.set(name, linkInode(target, owned));
  else if (content !== undefined) folder.set(name, fileInode(content, owned));
  else if (!folder.get(name)) folder.set(name, new FolderInode(owned));
  else Object.assign(folder.get(name) ?? {}, owned);
}

function parentOf(root: FolderInode, path: string): { folder: FolderInode; name: string } {
  const parts = path.split('/').filter(Boolean);
  const name = parts.pop() ?? '';
  let folder = root;
  for (const part of parts) {
    const next = folder.get(part);
    const made = next?.kind === 'folder' ? next : new FolderInode();
    if (made !== next) folder.set(part, made);
    folder = made;
  }
  return { folder, name };
}
