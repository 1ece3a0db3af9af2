/**
 * Lets our controllers, scheduler and simulated kubelet drive an API server, and says what works:
 *
 *     npm run components -- --kubeconfig FILE [--service-account-key FILE] [--kubelet-only] [--keep]
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parsePrivateKeyPem } from '@drillyard/certificates';
import { HttpsTransport, KubeApiError, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { legacyTokenGenerator } from '@drillyard/kube-apiserver';
import { namespaceGoes, ownerProofs, ownObjectsProof, tokenProof } from './cluster-proofs.js';
import { type Proof, tryProof, until } from './proof.js';
import { RemoteComponents } from './remote-components.js';
import { proofsOn } from './workload-proofs.js';

/** Pulls back off and pods take a while; longer than this is an answer. */
const proofLimitMs = 30_000;
/** Each component watches on connections of its own, and one of them every resource there is. */
const connectionsMax = 512;

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string' },
    'service-account-key': { type: 'string' },
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
const client = new KubeClient(new HttpsTransport(access, undefined, connectionsMax));
const keyFile = values['service-account-key'];
const kubeletOnly = values['kubelet-only'];
const components = new RemoteComponents({
  ...{ cluster: client, nodeName, kubeletOnly },
  rootAuthority: access.ca ?? '',
  tokenFor: keyFile === undefined ? undefined : await tokenGenerator(keyFile),
  onError: (error) => {
    // A refusal is tried again, and shows in what is missing.
    if (!(error instanceof KubeApiError)) process.stderr.write(`${String(error)}\n`);
  },
});
try {
  await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await components.start();
  const hasTokens = kubeletOnly || keyFile !== undefined;
  const proofs: readonly Proof[] = [
    ownObjectsProof,
    ...(hasTokens ? [tokenProof] : []),
    ...proofsOn(nodeName),
    ...ownerProofs,
  ];
  for (const proof of proofs)
    await tell(proof.what, tryProof(client, namespace, proof, proofLimitMs));
  if (!hasTokens) process.stdout.write('No --service-account-key: no token is signed.\n');
  if (!values.keep) await tell(namespaceGoes, endOfNamespace());
} finally {
  if (!values.keep) await removeNode();
  components.close();
  await client.close();
}

async function tell(what: string, trying: Promise<string | undefined>): Promise<void> {
  const startedAt = performance.now();
  const missing = await trying;
  const tookMs = Math.round(performance.now() - startedAt);
  if (missing !== undefined) process.exitCode = 1;
  const verdict = missing === undefined ? `ok   ${tookMs} ms` : `FAILED: ${missing}`;
  process.stdout.write(`${what.padEnd(60)} ${verdict}\n`);
}

async function tokenGenerator(file: string): Promise<ReturnType<typeof legacyTokenGenerator>> {
  return legacyTokenGenerator(await parsePrivateKeyPem(readFileSync(file, 'utf8')));
}

async function endOfNamespace(): Promise<string | undefined> {
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
  await client.delete(ref);
  return until(async () => {
    const left = await client.find(ref);
    return left === undefined ? undefined : `it is there: ${JSON.stringify(left['status'])}`;
  }, proofLimitMs);
}

async function removeNode(): Promise<void> {
  const gone = async (work: Promise<unknown>) => {
    await work.catch((error) => process.stderr.write(`left behind: ${String(error)}\n`));
  };
  await gone(client.delete({ apiVersion: 'v1', kind: 'Node', name: nodeName }));
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: nodeName };
  await gone(client.delete({ ...lease, namespace: 'kube-node-lease' }));
}
