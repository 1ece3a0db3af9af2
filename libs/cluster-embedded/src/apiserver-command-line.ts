import { readFileSync } from 'node:fs';
import { invariant, UserError } from '@drillyard/errors';
import {
  CommandLineError,
  FileError,
  type LoadedKubeApiserverOptions,
  loadKubeApiserverOptions,
  type PkiFiles,
  StartError,
} from '@drillyard/kube-apiserver';
import { type ControlPlaneAddress, controlPlaneManifests } from './node/control-plane-manifests.js';

/** kubeadm's command line of an API server, with flags of the user's in place of those of the same name. */
export function apiserverArgs(address: ControlPlaneAddress, own: readonly string[]): string[] {
  const manifest = controlPlaneManifests(address).get('kube-apiserver');
  const [, ...kubeadm] = manifest?.spec.containers[0]?.command ?? [];
  invariant(kubeadm.length > 0, 'the manifest of kube-apiserver has no flags');
  const replaced = new Set(own.map(flagName));
  return [...kubeadm.filter((flag) => !replaced.has(flagName(flag))), ...own];
}

/**
 * Reads a command line of {@link apiserverArgs}. Paths lead to the cluster's own files below /etc/kubernetes, all others to this machine's.
 * Throws APISERVER_ARGS_INVALID in the words of a real kube-apiserver.
 */
export async function apiserverCommandLine(
  args: readonly string[],
  pkiFiles: PkiFiles,
): Promise<LoadedKubeApiserverOptions> {
  const read = (path: string) => pkiFiles.get(path) ?? readLocal(path);
  try {
    return await loadKubeApiserverOptions(args, { read });
  } catch (error) {
    const isMistake = [CommandLineError, FileError, StartError].some(
      (kind) => error instanceof kind,
    );
    if (!isMistake || !(error instanceof Error)) throw error;
    throw new UserError(
      'APISERVER_ARGS_INVALID',
      `kube-apiserver does not start: ${error.message}`,
    );
  }
}

function flagName(flag: string): string {
  return flag.split('=')[0] ?? flag;
}

function readLocal(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new FileError('open', path, 'no such file or directory');
  }
}
