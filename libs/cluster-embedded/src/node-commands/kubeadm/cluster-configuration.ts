import type { CommandedNode, CommandIo } from '../node-command.js';

/** Says where kubeadm has its configuration from: of the cluster, where that can be asked. */
export async function readConfiguration(
  command: string,
  io: CommandIo,
  { administrator }: CommandedNode,
): Promise<void> {
  await io.out(
    `[${command}] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...\n`,
  );
  await io.out(
    `[${command}] Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.\n`,
  );
  const isRead = administrator() !== undefined;
  await io.out(
    isRead
      ? '\n'
      : `[${command}] Error reading configuration from the Cluster. Falling back to default configuration\n\n`,
  );
}
