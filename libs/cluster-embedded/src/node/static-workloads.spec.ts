import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { EmbeddedCluster } from '../embedded-cluster.js';

const folder = mkdtempSync(join(tmpdir(), 'drillyard-static-'));
const ref = { apiVersion: 'v1', kind: 'Pod', name: 'web-controlplane', namespace: 'default' };
const patient = { timeout: 20_000, interval: 50 };

let cluster: EmbeddedCluster;
let client: KubeClient;
let manifest: string;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ dataDir: folder, nodeFiles: true });
  client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.superAdminKubeconfig())));
  manifest = join(cluster.nodeFolder ?? '', 'etc/kubernetes/manifests/web.yaml');
});

afterAll(async () => {
  await client.close();
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The mirror, and what it says of the pod's container. */
async function shown() {
  const pod = await client.get(ref);
  const { phase, containerStatuses } = pod['status'] as {
    phase?: string;
    containerStatuses?: readonly { containerID?: string; ready: boolean }[];
  };
  return { uid: pod.metadata.uid, phase, container: containerStatuses?.[0] };
}

it('runs what a file describes, shows it again when its mirror is deleted, and ends it with the file', async () => {
  const spec = { containers: [{ name: 'web', image: 'nginx' }], terminationGracePeriodSeconds: 0 };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
  writeFileSync(manifest, JSON.stringify(pod));
  const before = await vi.waitFor(async () => {
    const found = await shown();
    expect(found).toMatchObject({ phase: 'Running', container: { ready: true } });
    return found;
  }, patient);
  await client.delete(ref);
  await vi.waitFor(async () => {
    const found = await shown();
    expect(found.uid).not.toBe(before.uid);
    expect(found.container?.containerID).toBe(before.container?.containerID);
  }, patient);
  rmSync(manifest);
  await vi.waitFor(() => expect(shown()).rejects.toThrow('not found'), patient);
});
