/**
 * Lets our controllers, scheduler and simulated kubelet drive an API server, and says what works:
 *
 *     npm run components -- --kubeconfig FILE [--kubelet-only] [--keep]
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { HttpsTransport, KubeApiError, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { proofsOn, tryProof } from './proofs.js';
import { RemoteComponents } from './remote-components.js';

/** Pulls back off and pods take a while; longer than this is an answer. */
const proofLimitMs = 30_000;

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string' },
    'kubelet-only': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
if (values.kubeconfig === undefined) {
  throw new Error('Name the cluster: --kubeconfig FILE (its current context is used)');
}
const suffix = randomBytes(3).toString('hex');
const namespace = `drill-components-${suffix}`;
const nodeName = `drill-node-${suffix}`;
const access = readKubeconfig(readFileSync(values.kubeconfig, 'utf8'));
const client = new KubeClient(new HttpsTransport(access));
const components = new RemoteComponents({
  cluster: client,
  nodeName,
  kubeletOnly: values['kubelet-only'],
  onError: (error) => {
    // A refusal is tried again, and shows in what is missing.
    if (!(error instanceof KubeApiError)) process.stderr.write(`${String(error)}\n`);
  },
});
try {
  await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await ensureDefaults();
  await components.start();
  for (const proof of proofsOn(nodeName)) {
    const startedAt = performance.now();
    const missing = await tryProof(client, namespace, proof, proofLimitMs);
    const tookMs = Math.round(performance.now() - startedAt);
    if (missing !== undefined) process.exitCode = 1;
    const verdict = missing === undefined ? `ok   ${tookMs} ms` : `FAILED: ${missing}`;
    process.stdout.write(`${proof.what.padEnd(60)} ${verdict}\n`);
  }
} finally {
  if (!values.keep) await removeAll();
  components.close();
  await client.close();
}

/** What a namespace gets from controllers that may not run beside this server. */
async function ensureDefaults(): Promise<void> {
  const account = { kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
  const root = { kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace } };
  const data = { 'ca.crt': access.ca ?? '' };
  for (const object of [account, { ...root, data }]) {
    await client.create({ apiVersion: 'v1', ...object }).catch((error) => {
      if (!(error instanceof KubeApiError && error.reason === 'AlreadyExists')) throw error;
    });
  }
}

async function removeAll(): Promise<void> {
  const gone = async (work: Promise<unknown>) => {
    await work.catch((error) => process.stderr.write(`left behind: ${String(error)}\n`));
  };
  await gone(client.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace }));
  await gone(client.delete({ apiVersion: 'v1', kind: 'Node', name: nodeName }));
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: nodeName };
  await gone(client.delete({ ...lease, namespace: 'kube-node-lease' }));
}
