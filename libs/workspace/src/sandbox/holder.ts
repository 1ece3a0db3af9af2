import type { HostUser, SandboxTools } from './confinement.js';

/**
 * Process 1 of a sandbox. It reaps what its siblings leave behind and ends when its input does:
 * when the server closes it, or dies. With it the kernel ends every process of the sandbox.
 */
const holderScript = 'echo ready; exec >/dev/null 2>&1; while read -r _; do :; done';

/** @param drop Arguments of setpriv, where whoever starts the holder has rights to give up. */
export function holderCommand(tools: SandboxTools, drop: readonly string[]): string[] {
  const setpriv = drop.length === 0 ? [] : [tools.setpriv, ...drop];
  return [...setpriv, tools.bash, '-c', holderScript];
}

/** Arguments of setpriv that turn root into the workspace's own user of the host. */
export function becomeUser({ uid, gid }: HostUser): string[] {
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}

/** Arguments of setpriv after which a process can gain nothing, whatever it runs. */
export const dropAllRights = [
  '--no-new-privs',
  '--inh-caps=-all',
  '--ambient-caps=-all',
  '--bounding-set=-all',
] as const;
