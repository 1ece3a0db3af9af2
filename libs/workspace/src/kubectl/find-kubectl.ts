import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { OperationalError } from '@drillyard/errors';
import { findTool, systemPath } from '../tool-paths.js';

/** kubectl answers at once; a program that does not is not kubectl. */
const versionTimeoutMs = 20_000;

export interface Kubectl {
  readonly path: string;
  /** Such as `v1.36.2`. */
  readonly version: string;
}

/**
 * Finds a kubectl that runs on this host.
 *
 * @param folders Where to look first, before the folders of the system.
 * @throws OperationalError KUBECTL_MISSING that says how to get one, KUBECTL_BROKEN where the one
 *   found does not run.
 */
export async function findKubectl(folders: readonly string[] = []): Promise<Kubectl> {
  const path = findTool('kubectl', [...folders, ...systemPath]);
  if (path === undefined) throw new OperationalError('KUBECTL_MISSING', kubectlAdvice());
  try {
    const args = ['version', '--client', '--output=json'];
    const { stdout } = await promisify(execFile)(path, args, {
      timeout: versionTimeoutMs,
      env: { HOME: '/nonexistent' },
    });
    return { path, version: readVersion(stdout) };
  } catch (cause) {
    throw new OperationalError(
      'KUBECTL_BROKEN',
      `${path} does not tell its version (${firstLine(cause)}). Replace it: ${kubectlAdvice()}`,
      { cause },
    );
  }
}

/** What to do about a missing kubectl, in commands that can be pasted. */
export function kubectlAdvice(architecture: string = kubectlArchitecture()): string {
  const release = `https://dl.k8s.io/release/$V/bin/linux/${architecture}/kubectl`;
  return `Terminals need kubectl. Install the official release and check it:
  V=$(curl -fsSL https://dl.k8s.io/release/stable.txt)
  curl -fsSLO ${release}
  echo "$(curl -fsSL ${release}.sha256)  kubectl" | sha256sum --check
  sudo install -m 755 kubectl /usr/local/bin/kubectl
or your distribution's package (Debian 13 and later: apt-get install kubectl; Debian 12: kubernetes-client).`;
}

/** The release's word for this machine's processor. */
export function kubectlArchitecture(arch: string = process.arch): string {
  return { x64: 'amd64', ia32: '386' }[arch] ?? arch;
}

function readVersion(json: string): string {
  const { clientVersion } = JSON.parse(json) as { clientVersion?: { gitVersion?: string } };
  if (clientVersion?.gitVersion === undefined) throw new Error('its answer names no version');
  return clientVersion.gitVersion;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}
