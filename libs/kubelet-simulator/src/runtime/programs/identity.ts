import { mayUse } from '../kernel/credentials.js';
import type { Process } from '../kernel/process.js';
import { readOptions } from './arguments.js';
import type { Programs } from './program.js';

async function id(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const { kernel } = process;
  const who = identityOf(process, options.operands[0]);
  if (!who) {
    const [name] = options.operands;
    const busybox = kernel.userland === 'busybox';
    await process.complain(`id: ${busybox ? `unknown user ${name}` : `'${name}': no such user`}`);
    return 1;
  }
  const { uid, gid, groups } = who;
  const user = (number: number) =>
    options.has('n') ? (kernel.nameOf(number) ?? String(number)) : number;
  const group = (number: number) =>
    options.has('n') ? (kernel.groupNameOf(number) ?? String(number)) : number;
  if (options.has('u')) await process.print(`${user(uid)}\n`);
  else if (options.has('g')) await process.print(`${group(gid)}\n`);
  else if (options.has('G')) await process.print(`${groups.map(group).join(' ')}\n`);
  else {
    const named = (number: number, name: string | undefined) =>
      name ? `${number}(${name})` : number;
    const list = groups.map((one) => named(one, kernel.groupNameOf(one))).join(',');
    const first = `uid=${named(uid, kernel.nameOf(uid))} gid=${named(gid, kernel.groupNameOf(gid))}`;
    await process.print(`${first} groups=${list}\n`);
  }
  return 0;
}

/** GNU names the own group first, BusyBox keeps the kernel's order. */
function identityOf({ credentials, kernel }: Process, name: string | undefined) {
  if (name === undefined) {
    const { uid, gid, groups } = credentials;
    const others = groups.filter((one) => one !== gid);
    const isBusybox = kernel.userland === 'busybox';
    const all = isBusybox && groups.length > 0 ? groups : [gid, ...others];
    return { uid, gid, groups: all };
  }
  const account = kernel.accounts().find((one) => one.name === name || String(one.uid) === name);
  if (!account) return undefined;
  const member = kernel.groups().filter(({ members }) => members.includes(account.name));
  const groups = [...new Set([account.gid, ...member.map(({ gid }) => gid)])];
  return { uid: account.uid, gid: account.gid, groups };
}

async function whoami(process: Process): Promise<number> {
  const { uid } = process.credentials;
  const name = process.kernel.nameOf(uid);
  if (name) await process.print(`${name}\n`);
  else if (process.kernel.userland === 'busybox')
    await process.complain(`whoami: unknown uid ${uid}`);
  else await process.complain(`whoami: cannot find name for user ID ${uid}`);
  return name ? 0 : 1;
}

async function groups(process: Process, [name]: readonly string[]): Promise<number> {
  const who = identityOf(process, name);
  const names = (who?.groups ?? []).map((gid) => process.kernel.groupNameOf(gid) ?? String(gid));
  await process.print(`${name ? `${name} : ` : ''}${names.join(' ')}\n`);
  return who ? 0 : 1;
}

/** Passwords are not simulated: only root becomes somebody else, with the capabilities it takes. */
async function su(process: Process, args: readonly string[]): Promise<number> {
  const { kernel, credentials } = process;
  const isBusybox = kernel.userland === 'busybox';
  const options = readOptions(args, ['c', 's', 'command', 'shell']);
  const [name = 'root'] = options.operands.filter((word) => word !== '-');
  const account = kernel.accounts().find((one) => one.name === name);
  if (!account) {
    await process.complain(
      isBusybox
        ? `su: unknown user ${name}`
        : `su: user ${name} does not exist or the user entry does not contain all the required fields`,
    );
    return 1;
  }
  if (credentials.uid !== 0) {
    if (isBusybox && credentials.noNewPrivs)
      await process.complain('su: must be suid to work properly');
    else {
      await process.write(2, 'Password: ');
      await process.read(0);
      await process.complain(isBusybox ? 'su: incorrect password' : '\nsu: Authentication failure');
    }
    return 1;
  }
  if (!mayUse(credentials, 'SETGID') || !mayUse(credentials, 'SETUID')) {
    const call = mayUse(credentials, 'SETGID')
      ? isBusybox
        ? 'setuid'
        : 'cannot set user id'
      : isBusybox
        ? "can't set groups"
        : 'cannot set groups';
    await process.complain(`su: ${call}: Operation not permitted`);
    return 1;
  }
  return becomeUser(process, account, options.value('c', 'command'), options.value('s', 'shell'));
}

async function becomeUser(
  process: Process,
  account: {
    readonly name: string;
    readonly uid: number;
    readonly gid: number;
    readonly home: string;
    readonly shell: string;
  },
  command: string | undefined,
  shell: string | undefined,
): Promise<number> {
  const { launch } = await import('../kernel/execute.js');
  const { afterSetUser } = await import('../kernel/credentials.js');
  const { statusCode } = await import('../kernel/process.js');
  const member = process.kernel.groups().filter(({ members }) => members.includes(account.name));
  const groups = [...new Set([account.gid, ...member.map(({ gid }) => gid)])];
  process.credentials = {
    ...afterSetUser(process.credentials, account.uid),
    gid: account.gid,
    groups,
  };
  process.env.set('HOME', account.home);
  process.env.set('USER', account.name);
  const argv = [
    shell ?? (account.shell || '/bin/sh'),
    ...(command === undefined ? [] : ['-c', command]),
  ];
  try {
    return statusCode(await process.wait(launch(process, argv).exit));
  } catch (error) {
    await process.complain(`su: can't execute '${argv[0]}': ${process.errorText(error)}`);
    return 126;
  }
}

export const identityPrograms: Programs = { id, whoami, groups, su };
