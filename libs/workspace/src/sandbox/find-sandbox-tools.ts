import { findTool } from '../tool-paths.js';
import type { SandboxTools } from './confinement.js';

const required = ['sh', 'bash', 'unshare', 'nsenter', 'setpriv', 'prlimit', 'nice'] as const;

/** The host's programs for making sandboxes, or the names of those that are missing. */
export function findSandboxTools(): SandboxTools | { readonly missing: readonly string[] } {
  const [sh, bash, unshare, nsenter, setpriv, prlimit, nice] = required.map((name) =>
    findTool(name),
  );
  if (!sh || !bash || !unshare || !nsenter || !setpriv || !prlimit || !nice) {
    return { missing: required.filter((name) => findTool(name) === undefined) };
  }
  return { sh, bash, unshare, nsenter, setpriv, prlimit, nice, bwrap: findTool('bwrap') };
}
