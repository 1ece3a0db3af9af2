import { realpathSync } from 'node:fs';
import type { ExtraTool } from '../sandbox/sandbox-layout.js';
import { systemPath } from '../tool-paths.js';
import type { Kubectl } from './find-kubectl.js';

/**
 * What a sandbox has to be given so that it has this kubectl: nothing where its own /usr holds
 * the program, whatever links lead there.
 */
export function kubectlAsExtraTool({ path }: Kubectl): ExtraTool[] {
  const real = realpathSync(path);
  const onPath = systemPath.some((folder) => path === `${folder}/kubectl`);
  return onPath && real.startsWith('/usr/') ? [] : [{ name: 'kubectl', path: real }];
}
