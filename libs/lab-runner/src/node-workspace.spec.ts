import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedClusterProvider } from '@drillyard/cluster-embedded';
import type { WorkspaceProvider } from '@drillyard/terminal';
import { createWorkspaceProvider } from '@drillyard/workspace';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNodeWorkspace } from './node-workspace.js';

let root: string;
let workspaces: WorkspaceProvider;
let clusters: EmbeddedClusterProvider;
const unexpected: unknown[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'drillyard-node-'));
  await chmod(root, 0o711);
  workspaces = (await createWorkspaceProvider({ root: join(root, 'workspaces') })).provider;
  const onUnexpected = (error: unknown) => void unexpected.push(error);
  clusters = new EmbeddedClusterProvider({ root: join(root, 'clusters'), onUnexpected });
});
afterAll(async () => {
  await workspaces.close();
  await clusters.close();
  await rm(root, { recursive: true, force: true });
});

/** What somebody types who has an API server that does not come up. */
const session = `exec 2>&1
cd /etc/kubernetes/manifests
sed -i 's#--client-ca-file=.*#--client-ca-file=/etc/kubernetes/pki/missing.crt#' kube-apiserver.yaml
until [ -n "$(crictl ps -aq --state exited --name kube-apiserver)" ]; do sleep 0.1; done
crictl logs "$(crictl ps -aq --name kube-apiserver | head -n 1)" | tail -n 1
sed -i 's#missing.crt#ca.crt#' kube-apiserver.yaml
sudo systemctl restart kubelet && sudo -n systemctl is-active kubelet
until [ -n "$(crictl ps -q --name kube-apiserver)" ]; do sleep 0.1; done
kubeadm certs renew scheduler.conf | tail -n 1
timeout 1 journalctl -f -u kubelet -n 1 -o cat | cut -d '"' -f 2
crictl ps --nothing; echo "exit code $?"
crictl logs "a  b"; ctr`;

it('has the commands of a node in its shell', { timeout: 60_000 }, async (context) => {
  if (workspaces.isolation === 'none') return context.skip();
  const nodes = { controlPlane: 1, workers: 0 };
  const requires = ['node-shell', 'static-pods'] as const;
  const cluster = await clusters.create({ id: 'one', nodes, requires });
  const node = await openNodeWorkspace(workspaces, 'one', cluster);
  const result = await node?.run({ text: session, timeoutMs: 50_000 });
  expect(result?.output.trimEnd().split('\n')).toEqual([
    expect.stringContaining('open /etc/kubernetes/pki/missing.crt: no such file or directory'),
    'active',
    'certificate embedded in the kubeconfig file for the scheduler manager to use renewed',
    'Attempting to register node',
    'Incorrect Usage: flag provided but not defined: -nothing',
    '',
    'exit code 1',
    expect.stringContaining('an error occurred when try to find container \\"a  b\\": not found'),
    expect.stringContaining('ctr: command not found'),
  ]);
  expect(unexpected).toEqual([]);
});
