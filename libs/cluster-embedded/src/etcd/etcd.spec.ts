import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeClient } from '@drillyard/cluster';
import { VirtualClock } from '@drillyard/cluster/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedCluster } from '../embedded-cluster.js';
import { LoopbackTransport } from '../loopback-transport.js';

const root = mkdtempSync(join(tmpdir(), 'drillyard-etcd-'));
const clock = new VirtualClock(new Date('2026-01-01T00:00:00Z'));
let cluster: EmbeddedCluster;
let client: KubeClient;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start({
    ...{ dataDir: join(root, 'cluster'), nodeFiles: true, controllers: false, clock },
    onUnexpected: (error) => {
      throw error;
    },
  });
  client = new KubeClient(await LoopbackTransport.open(cluster));
});
afterAll(async () => {
  await client.close();
  await cluster.close();
  rmSync(root, { recursive: true, force: true });
});

const path = (name: string) => join(cluster.nodeFolder ?? '', name);
const etcdManifest = '/etc/kubernetes/manifests/etcd.yaml';
const apiserverManifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';

function logOf(component: string): string {
  const pods = readdirSync(path('/var/log/pods')).filter((pod) => pod.includes(component));
  return pods
    .flatMap((pod) => {
      const folder = path(`/var/log/pods/${pod}/${component}`);
      return readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    })
    .join('');
}

/** Polls: what happens follows from the kernel's word that a file has changed. */
async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never: ${holds}`);
}

const health = async () => {
  const { status, body } = await client.raw({ method: 'GET', path: '/livez?verbose' });
  return `${status} ${body}`;
};

describe('an API server whose etcd ends', () => {
  beforeAll(async () => {
    renameSync(path(etcdManifest), path('/etc/kubernetes/etcd.yaml'));
    await eventually(async () => (await health()).includes('[-]etcd failed: reason withheld'));
  });

  it('is not healthy, and lets a change wait until it gives up', async () => {
    expect(await health()).toMatch(/^500 /);
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'late', namespace: 'default' },
    };
    let answer = '';
    client.create(object).catch(({ message }) => {
      answer = message;
    });
    await eventually(async () => {
      await clock.advance(1_000);
      return answer !== '';
    });
    expect(answer).toContain(
      'Timeout: request did not complete within requested timeout - context deadline exceeded',
    );
    expect(logOf('kube-apiserver')).toContain(
      'Err: connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused"',
    );
  });

  it('is ended by its liveness probe, and cannot start without', async () => {
    await eventually(async () => {
      await clock.advance(1_000);
      return !cluster.isServing;
    });
    await clock.advance(0);
    const starts = () => logOf('kube-apiserver').split('Version: v1.36').length - 1;
    await eventually(() => starts() === 2);
    await clock.advance(20_000);
    await eventually(() =>
      logOf('kube-apiserver').includes('"command failed" err="context deadline exceeded"'),
    );
    expect(cluster.apiserver.latest()?.state).toBe('ended');
  });

  it('serves again when etcd is back', async () => {
    renameSync(path('/etc/kubernetes/etcd.yaml'), path(etcdManifest));
    await eventually(() => logOf('etcd').split('ready to serve').length > 2);
    await clock.advance(60_000);
    await eventually(() => cluster.isServing);
    expect(await health()).toMatch(/^200 /);
  });
});

it('does not serve while it trusts another authority with its etcd', async () => {
  const manifest = readFileSync(path(apiserverManifest), 'utf8');
  writeFileSync(path(apiserverManifest), manifest.replace('etcd/ca.crt', 'ca.crt'));
  await eventually(() =>
    logOf('kube-apiserver').includes('x509: certificate signed by unknown authority'),
  );
  expect(cluster.isServing).toBe(false);
  expect(logOf('etcd')).toContain('"error":"remote error: tls: bad certificate"');
  writeFileSync(path(apiserverManifest), manifest);
  await eventually(() => cluster.isServing);
});

it('hears from etcd itself which of its files is missing', async () => {
  const manifest = readFileSync(path(etcdManifest), 'utf8');
  writeFileSync(path(etcdManifest), manifest.replace('etcd/server.key', 'etcd/nope.key'));
  await eventually(() =>
    /"msg":"listener failed","error":"open \S+\/etcd\/nope.key: no such file or directory"/.test(
      logOf('etcd'),
    ),
  );
  writeFileSync(path(etcdManifest), manifest);
  await eventually(async () => (await health()).startsWith('200'));
});
