import type { Process } from '../kernel/process.js';

/** What BusyBox and what GNU or util-linux say before the reason; % is the object, & the second. */
const sayings: Readonly<Record<string, readonly [busybox: string, gnu: string]>> = {
  'open cat': ["cat: can't open '%'", 'cat: %'],
  'open head': ['head: %', "head: cannot open '%' for reading"],
  'open tail': ["tail: can't open '%'", "tail: cannot open '%' for reading"],
  'open sort': ['sort: %', 'sort: cannot read: %'],
  'open tee': ['tee: %', 'tee: %'],
  access: ['ls: %', "ls: cannot access '%'"],
  'open folder': ["ls: can't open '%'", "ls: cannot open directory '%'"],
  touch: ['touch: %', "touch: cannot touch '%'"],
  mkdir: ["mkdir: can't create directory '%'", "mkdir: cannot create directory '%'"],
  rm: ["rm: can't remove '%'", "rm: cannot remove '%'"],
  rmdir: ["rmdir: '%'", "rmdir: failed to remove '%'"],
  'stat cp': ["cp: can't stat '%'", "cp: cannot stat '%'"],
  'open cp': ["cp: can't open '%'", "cp: cannot open '%' for reading"],
  'create cp': ["cp: can't create '%'", "cp: cannot create regular file '%'"],
  mv: ["mv: can't rename '%'", "mv: cannot move '%' to '&'"],
  'stat mv': ["mv: can't rename '%'", "mv: cannot stat '%'"],
  ln: ['ln: %', "ln: failed to create link '%'"],
  chmod: ['chmod: %', "chmod: changing permissions of '%'"],
  chown: ['chown: %', "chown: changing ownership of '%'"],
  chgrp: ['chgrp: %', "chgrp: changing group of '%'"],
  'stat chmod': ['chmod: %', "chmod: cannot access '%'"],
  'stat chown': ['chown: %', "chown: cannot access '%'"],
  'stat chgrp': ['chgrp: %', "chgrp: cannot access '%'"],
  stat: ["stat: can't stat '%'", "stat: cannot statx '%'"],
  date: ["date: can't set date", 'date: cannot set date'],
  chroot: [
    "chroot: can't change root directory to '%'",
    "chroot: cannot change root directory to '%'",
  ],
  "can't kill pid": ["kill: can't kill pid %", 'kill: (%)'],
  umount: ["umount: can't unmount %", 'umount: %'],
};

/** Says on standard error that something failed, in the words of the image's tools. */
export function complainOf(
  process: Process,
  what: string,
  error: unknown,
  object = '',
  second = '',
): Promise<void> {
  const reason = process.errorText(error);
  const [busybox, gnu] = sayings[what] ?? [
    `${what.split(' ').at(-1)}: %`,
    `${what.split(' ').at(-1)}: %`,
  ];
  const saying = process.kernel.userland === 'busybox' ? busybox : gnu;
  const said = saying.replace(/[%&]/g, (mark) => (mark === '%' ? object : second));
  return process.complain(`${said}: ${reason}`);
}

/** Does it for each object, and says what failed; the exit code of the whole. */
export async function forEachOf(
  process: Process,
  what: string,
  objects: readonly string[],
  act: (object: string) => void | Promise<void>,
): Promise<number> {
  let status = 0;
  for (const object of objects) {
    await process.step();
    try {
      await act(object);
    } catch (error) {
      status = 1;
      await complainOf(process, what, error, object);
    }
  }
  return status;
}

export function missingOperand(process: Process, command: string): Promise<number> {
  const { userland } = process.kernel;
  const said =
    userland === 'busybox'
      ? `BusyBox v1.37.0 multi-call binary.\n\nUsage: ${command} [OPTIONS] ...`
      : `${command}: missing operand\nTry '${command} --help' for more information.`;
  return process.complain(said).then(() => 1);
}
