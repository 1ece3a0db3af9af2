import {
  fileBytesMax,
  niceness,
  oomScoreAdjustment,
  openFilesMax,
  processDataBytesMax,
  processesMax,
} from '../limits.js';
import { bubblewrapCommand } from './bubblewrap-command.js';
import { type Confinement, type HostUser, namespaceUid, type SandboxTools } from './confinement.js';
import { becomeUser, dropAllRights } from './holder.js';
import type { SandboxLayout } from './sandbox-layout.js';
import { shellQuote } from './shell-quote.js';
import { stage } from './staging.js';
import { unshareCommand } from './unshare-command.js';

/** Everything that decides how one workspace's sandbox is made and entered. */
export interface SandboxPlan {
  readonly confinement: Confinement;
  readonly tools: SandboxTools;
  readonly user: HostUser;
  readonly layout: SandboxLayout;
  /** The learner's user id inside a user namespace; 1000 where it is left out. */
  readonly uid?: number;
  /** Empty folder on which `unshare` builds the new root. */
  readonly rootFolder: string;
  /** Files to which a process writes its id to be counted in the workspace's control groups. */
  readonly cgroupProcsFiles: readonly string[];
}

/** The command line whose process is the sandbox: it lives as long as the sandbox does. */
export function startCommand(plan: SandboxPlan): string[] {
  const { tools, user, confinement } = plan;
  if (!(user.mustSwitch && confinement.userNamespace)) {
    return [...join(plan), ...make(plan, plan.layout, plan.rootFolder)];
  }
  const staged = stage(tools, plan.layout, isHostPath);
  return [
    ...join(plan),
    ...staged.command,
    ...switchUser(plan),
    ...make(plan, staged.layout, staged.rootFolder),
  ];
}

/** The command line that runs another one inside the sandbox, as the learner, in the home. */
export function enterCommand(
  plan: SandboxPlan,
  initPid: number,
  command: readonly string[],
): string[] {
  const { tools, user, confinement, uid = namespaceUid } = plan;
  const target = [tools.nsenter, '--target', String(initPid)];
  const namespaces = ['--mount', '--pid', '--net', '--ipc', '--uts'];
  if (!confinement.userNamespace) {
    return [
      ...join(plan),
      ...[...target, ...namespaces, '--', tools.sh, '-c', 'cd "$HOME"; exec "$@"', 'enter'],
      ...limitCommand(tools),
      ...[tools.setpriv, ...becomeUser(user), ...dropAllRights, ...command],
    ];
  }
  return [
    ...join(plan),
    ...switchUser(plan),
    ...[...target, '--user', '--preserve-credentials', ...namespaces, '--'],
    ...[tools.unshare, '--user', `--map-user=${uid}`, `--map-group=${uid}`],
    ...['--keep-caps', tools.sh, '-c', noFurtherUserNamespaces, 'enter'],
    ...limitCommand(tools),
    ...[tools.setpriv, ...dropAllRights, ...command],
  ];
}

/** The command line that runs a program of the host in the sandbox's network, and only there. */
export function networkCommand(plan: SandboxPlan, initPid: number, command: string[]): string[] {
  const target = [plan.tools.nsenter, '--target', String(initPid), '--net'];
  const asUser = plan.user.mustSwitch ? [] : ['--user', '--preserve-credentials'];
  return [...target, ...asUser, '--', ...command];
}

/** Limits each process inherits and cannot raise. */
export function limitCommand({ prlimit }: SandboxTools): string[] {
  return [
    prlimit,
    `--nproc=${processesMax}`,
    `--nofile=${openFilesMax}`,
    `--fsize=${fileBytesMax}`,
    `--data=${processDataBytesMax}`,
    '--core=0',
  ];
}

/**
 * A learner is uid 1000, or 0 on a node, in a user namespace of the shell's own, with no capability; the kernel is
 * told to make no further one, since each is a way to more of its code.
 */
const noFurtherUserNamespaces =
  'echo 0 > /proc/sys/user/max_user_namespaces || exit 126; cd "$HOME"; exec "$@"';

function make(plan: SandboxPlan, layout: SandboxLayout, rootFolder: string): string[] {
  const { tools, confinement, user } = plan;
  return confinement.isolation === 'bubblewrap'
    ? bubblewrapCommand(tools, confinement, user, layout)
    : unshareCommand(tools, confinement, user, layout, rootFolder);
}

/** Joins the control groups, if there are any, and steps back behind the server. */
function join({ tools, cgroupProcsFiles }: SandboxPlan): string[] {
  const lines = [
    ...cgroupProcsFiles.map((file) => `echo $$ > ${shellQuote(file)} || exit 125`),
    `echo ${oomScoreAdjustment} > /proc/self/oom_score_adj`,
    'exec "$@"',
  ];
  return [tools.nice, '-n', String(niceness), tools.sh, '-c', lines.join('\n'), 'join'];
}

function switchUser({ tools, user }: SandboxPlan): string[] {
  return user.mustSwitch ? [tools.setpriv, ...becomeUser(user)] : [];
}

/** Paths every user of the host can read; all else of a layout is the workspace's own. */
function isHostPath(path: string): boolean {
  return /^\/(usr|etc|bin|sbin|lib\w*)(\/|$)/.test(path);
}
