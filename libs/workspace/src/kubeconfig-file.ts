import type { WorkspaceConnector, WorkspaceFiles } from '@drillyard/terminal';
import { sha256, type WorkspaceRecord } from './workspace-folder.js';

/** Where kubectl looks, as the learner writes it. */
const kubeconfigPath = '~/.kube/config';
/** A kubeconfig with a few clusters and embedded certificates is some ten kibibytes. */
const kubeconfigBytesMax = 256 * 1024;

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * Puts the kubeconfig into the home. What the learner made of it since (another context, another
 * user) is theirs and stays; only the server's address is brought up to date in it.
 *
 * @returns what to remember of it.
 */
export async function placeKubeconfig(
  files: WorkspaceFiles,
  connect: WorkspaceConnector,
  at: Endpoint,
  before: WorkspaceRecord['kubeconfig'],
): Promise<WorkspaceRecord['kubeconfig']> {
  const endpoint = `https://${at.host}:${at.port}`;
  const current = await readText(files);
  if (current !== undefined && before !== undefined && sha256(current) !== before.sha256) {
    if (before.endpoint !== endpoint) {
      await files.write(kubeconfigPath, current.replaceAll(before.endpoint, endpoint));
    }
    return { ...before, endpoint };
  }
  const text = await connect.kubeconfig(at);
  if (text !== current) await files.write(kubeconfigPath, text);
  return { sha256: sha256(text), endpoint };
}

/** Undefined where the learner has put something there that is no readable file. */
async function readText(files: WorkspaceFiles): Promise<string | undefined> {
  const file = await files.read(kubeconfigPath, kubeconfigBytesMax).catch(() => undefined);
  return file === undefined ? undefined : Buffer.from(file.content).toString('utf8');
}
