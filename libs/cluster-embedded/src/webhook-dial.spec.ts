import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeClient } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { EmbeddedCluster } from './embedded-cluster.js';
import { LoopbackTransport } from './loopback-transport.js';

const dataDir = mkdtempSync(join(tmpdir(), 'drillyard-dial-'));
const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
const webhook = '/etc/kubernetes/pki/webhook.conf';
const clusterIP = '10.96.77.7';
let cluster: EmbeddedCluster;
let client: KubeClient;
let host: Server;
let asked = 0;
let starts = 0;

beforeAll(async () => {
  host = createServer((_request, response) => {
    asked += 1;
    response.end(JSON.stringify({ status: { allowed: true } }));
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  cluster = await EmbeddedCluster.start({ dataDir, nodeFiles: true });
  client = new KubeClient(await LoopbackTransport.open(cluster));
}, 30_000);
afterAll(async () => {
  await client?.close();
  await cluster?.close();
  host.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const path = (file: string) => join(cluster.nodeFolder ?? '', file);

/** What somebody with a shell on the node does: a file, and a server that starts anew. */
function askAt(server: string): void {
  const conf = {
    clusters: [{ name: 'policy', cluster: { server } }],
    contexts: [{ name: 'webhook', context: { cluster: 'policy' } }],
    'current-context': 'webhook',
  };
  writeFileSync(path(webhook), JSON.stringify(conf));
  starts += 1;
  const flags = [
    '--authorization-mode=Node,RBAC,Webhook',
    `--authorization-webhook-config-file=${webhook}`,
    '--authorization-webhook-version=v1',
    '--authorization-webhook-cache-authorized-ttl=0s',
    `--authorization-webhook-cache-unauthorized-ttl=${starts}ms`,
  ];
  const text = readFileSync(path(manifest), 'utf8')
    .replace(/^ {4}- --authorization.*\n/gm, '')
    .replace('    - kube-apiserver\n', `    - kube-apiserver\n    - ${flags.join('\n    - ')}\n`);
  writeFileSync(path(manifest), text);
}

async function review(): Promise<unknown> {
  const object = await client.create({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    metadata: {},
    spec: { user: 'jane', resourceAttributes: { verb: 'list', resource: 'pods' } },
  } as KubeObject);
  return object['status'];
}

/** Pods and files take their time, and a webhook that does not answer is asked five times. */
const patience = { timeout: 50_000, interval: 100 };

it('lets an API server whose flags a learner writes reach pods, and not the host', async () => {
  // A server that listens on a port has an address with one.
  const { port } = host.address() as AddressInfo;
  const refused = `dial tcp 127.0.0.1:${port}: connect: connection refused`;
  askAt(`http://127.0.0.1:${port}/authorize`);
  await vi.waitFor(async () => {
    expect(await review()).toMatchObject({
      allowed: false,
      evaluationError: expect.stringContaining(refused),
    });
  }, patience);
  expect(asked).toBe(0);

  const policy = { name: 'policy', namespace: 'default' };
  const labels = { app: 'policy' };
  const rules = { rules: [{ decision: 'allow', users: ['jane'], reason: 'by the policy' }] };
  const objects = [
    { kind: 'ConfigMap', data: { 'policy.json': JSON.stringify(rules) } },
    { kind: 'Service', spec: { clusterIP, selector: labels, ports: [{ port: 8181 }] } },
    {
      kind: 'Pod',
      spec: {
        containers: [
          {
            name: 'main',
            image: 'docker.io/drillyard/policy-server:1.0',
            volumeMounts: [{ name: 'policy', mountPath: '/etc/policy' }],
          },
        ],
        volumes: [{ name: 'policy', configMap: { name: 'policy' } }],
      },
    },
  ];
  for (const object of objects) {
    await client.create({
      ...{ apiVersion: 'v1', metadata: { ...policy, labels } },
      ...object,
    } as KubeObject);
  }
  const ready = expect.objectContaining({ type: 'Ready', status: 'True' });
  await vi.waitFor(async () => {
    const pod = await client.get({ ...{ apiVersion: 'v1', kind: 'Pod' }, ...policy });
    expect(pod?.['status']).toMatchObject({ conditions: expect.arrayContaining([ready]) });
  }, patience);
  askAt(`http://${clusterIP}:8181/authorize`);
  await vi.waitFor(async () => {
    expect(await review()).toEqual({ allowed: true, reason: 'by the policy' });
  }, patience);
}, 120_000);
