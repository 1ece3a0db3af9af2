import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { OperationalError } from '@drillyard/errors';
import { findTool } from '../tool-paths.js';
import { downloadKubectl, type Fetch } from './download-kubectl.js';
import { findKubectl, type Kubectl, kubectlAdvice } from './find-kubectl.js';

/** The package is called one or the other, by the release of Debian. */
const debianPackages = ['kubectl', 'kubernetes-client'] as const;
const packageTimeoutMs = 300_000;

export interface ObtainOptions {
  /** Folder for a kubectl of our own. */
  readonly folder: string;
  /** Says what is being done, since it takes a while. */
  readonly onProgress?: (step: string) => void;
  readonly fetch?: Fetch;
  /** Installs a Debian package; only root may. Undefined where that is impossible. */
  readonly installPackage?: ((name: string) => Promise<void>) | undefined;
}

/**
 * The kubectl of this host; where there is none, the official release with its checksum verified,
 * or else Debian's package.
 *
 * @throws OperationalError KUBECTL_MISSING with what failed and what to do by hand.
 */
export async function obtainKubectl(options: ObtainOptions): Promise<Kubectl> {
  const { folder, onProgress = () => undefined } = options;
  const found = await findKubectl([folder]).catch((error: unknown) => onlyIfMissing(error));
  if (found !== undefined) return found;
  const failures: string[] = [];
  try {
    onProgress('Downloading kubectl from dl.k8s.io');
    await downloadKubectl(folder, options.fetch);
    return await findKubectl([folder]);
  } catch (error) {
    failures.push(messageOf(error));
  }
  const installPackage = 'installPackage' in options ? options.installPackage : debianInstaller();
  for (const name of installPackage === undefined ? [] : debianPackages) {
    try {
      onProgress(`Installing the Debian package ${name}`);
      await installPackage?.(name);
      return await findKubectl();
    } catch (error) {
      failures.push(`package ${name}: ${messageOf(error)}`);
    }
  }
  throw new OperationalError('KUBECTL_MISSING', `${failures.join('\n')}\n${kubectlAdvice()}`);
}

function onlyIfMissing(error: unknown): undefined {
  if (error instanceof OperationalError && error.code === 'KUBECTL_MISSING') return undefined;
  throw error;
}

/** How to install a package on this host; undefined where the server may not, or has no apt. */
function debianInstaller(): ((name: string) => Promise<void>) | undefined {
  const aptGet = findTool('apt-get');
  if (aptGet === undefined || process.getuid?.() !== 0) return undefined;
  return async (name) => {
    const args = ['install', '--yes', '--no-install-recommends', name];
    await promisify(execFile)(aptGet, args, {
      timeout: packageTimeoutMs,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
}
