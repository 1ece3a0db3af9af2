import { createCertificateRequestPem, generatePrivateKey } from '@drillyard/certificates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/index.js';
import { forbiddenNodeLabels } from './node-labels.js';

let server: TestApiServer;
beforeAll(async () => {
  server = await TestApiServer.start();
  for (const name of ['node-a', 'node-b']) await server.create('/api/v1/nodes', newNode(name));
  for (const name of ['node-a', 'node-b']) {
    await server.create('/api/v1/namespaces/default/pods', {
      ...newPod(`on-${name}`),
      spec: { nodeName: name, containers: [{ name: 'a', image: 'a' }] },
    });
  }
});
afterAll(() => server.close());

function newNode(name: string, labels: object = {}) {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } };
}

function newPod(name: string, metadata: object = {}) {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata } };
}

/** As the kubelet of node-a. */
async function asNode(method: string, path: string, body?: object) {
  const patch = method === 'PATCH' && { 'Content-Type': 'application/merge-patch+json' };
  const response = await server.request({
    method,
    path,
    ...(body && { body }),
    headers: {
      ...patch,
      'Impersonate-User': 'system:node:node-a',
      'Impersonate-Group': 'system:nodes',
    },
  });
  return { status: response.status, message: String(response.json.message ?? '') };
}

const pods = '/api/v1/namespaces/default/pods';
const containers = [{ name: 'a', image: 'a' }];
const mirror = { 'kubernetes.io/config.mirror': 'x' };
const token = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' };
const tokenPath = '/api/v1/namespaces/default/serviceaccounts/default/token';

describe('NodeRestriction', () => {
  it.each([
    [
      'PATCH',
      '/api/v1/nodes/node-b',
      { metadata: { labels: { a: 'b' } } },
      'nodes "node-b" is forbidden: node "node-a" is not allowed to modify node "node-b"',
    ],
    [
      'PATCH',
      '/api/v1/nodes/node-a',
      { metadata: { labels: { 'node-restriction.kubernetes.io/team': 'x' } } },
      'nodes "node-a" is forbidden: is not allowed to modify labels: node-restriction.kubernetes.io/team',
    ],
    [
      'PATCH',
      '/api/v1/nodes/node-a',
      { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } },
      'nodes "node-a" is forbidden: node "node-a" is not allowed to modify taints',
    ],
    [
      'POST',
      pods,
      { ...newPod('plain'), spec: { nodeName: 'node-a', containers } },
      'pods "plain" is forbidden: pod does not have "kubernetes.io/config.mirror" annotation, node "node-a" can only create mirror pods',
    ],
    [
      'POST',
      pods,
      {
        ...newPod('foreign', { annotations: mirror }),
        spec: { nodeName: 'node-b', containers },
      },
      'pods "foreign" is forbidden: node "node-a" can only create pods with spec.nodeName set to itself',
    ],
    [
      'POST',
      pods,
      { ...newPod('orphan', { annotations: mirror }), spec: { nodeName: 'node-a', containers } },
      'pods "orphan" is forbidden: node "node-a" can only create pods with an owner reference set to itself',
    ],
    [
      'DELETE',
      `${pods}/on-node-b`,
      undefined,
      'pods "on-node-b" is forbidden: node "node-a" can only delete pods with spec.nodeName set to itself',
    ],
    [
      'PATCH',
      `${pods}/on-node-b/status`,
      { status: { phase: 'Failed' } },
      'pods "on-node-b" is forbidden: node "node-a" can only update pod status for pods with spec.nodeName set to itself',
    ],
    [
      'POST',
      tokenPath,
      token,
      'serviceaccounts "default" is forbidden: node requested token not bound to a pod',
    ],
    [
      'POST',
      '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
      { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'node-b' } },
      'leases.coordination.k8s.io "node-b" is forbidden: can only access node lease with the same name as the requesting node',
    ],
  ])('refuses %s %s', async (method, path, body, message) => {
    expect(await asNode(method, path, body)).toEqual({ status: 403, message });
  });

  it('lets a kubelet register, report and run its mirror pods', async () => {
    const label = { metadata: { labels: { 'kubernetes.io/os': 'linux', team: 'x' } } };
    expect((await asNode('PATCH', '/api/v1/nodes/node-a', label)).status).toBe(200);
    const phase = { status: { phase: 'Running' } };
    expect((await asNode('PATCH', `${pods}/on-node-a/status`, phase)).status).toBe(200);
    const { uid } = (await server.request({ path: '/api/v1/nodes/node-a' })).json.metadata;
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'Node', name: 'node-a', uid, controller: true },
    ];
    const metadata = { annotations: mirror, ownerReferences };
    const pod = { ...newPod('static', metadata), spec: { nodeName: 'node-a', containers } };
    expect(await asNode('POST', pods, pod)).toEqual({ status: 201, message: '' });
  });

  it('gives tokens for the pods of the node and the audiences they ask for', async () => {
    const bound = async (name: string, audiences: string[] = []) => {
      const { uid } = (await server.request({ path: `${pods}/${name}` })).json.metadata;
      const boundObjectRef = { apiVersion: 'v1', kind: 'Pod', name, uid };
      return asNode('POST', tokenPath, { ...token, spec: { audiences, boundObjectRef } });
    };
    expect((await bound('on-node-a')).status).toBe(201);
    expect((await bound('on-node-b')).message).toContain('a pod scheduled on a different node');
    expect((await bound('on-node-a', ['vault'])).message).toBe(
      'serviceaccounts "default" is forbidden: audience "vault" not found in pod spec volume, system:node:node-a is not authorized to request tokens for this audience',
    );
  });

  it('lets a kubelet ask for certificates in its own name', async () => {
    const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
    const send = async (commonName: string) => {
      const subject = { commonName, organizations: ['system:nodes'] };
      const pem = await createCertificateRequestPem({ subject }, await generatePrivateKey());
      return asNode('POST', path, {
        apiVersion: 'certificates.k8s.io/v1',
        kind: 'CertificateSigningRequest',
        metadata: { name: commonName.replaceAll(':', '-') },
        spec: {
          request: Buffer.from(pem).toString('base64'),
          signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
          usages: ['digital signature', 'client auth'],
        },
      });
    };
    expect((await send('system:node:node-a')).status).toBe(201);
    expect((await send('system:node:node-b')).message).toContain(
      'can only create a node CSR with CN=system:node:node-a',
    );
  });
});

describe('forbiddenNodeLabels', () => {
  it('knows whose labels are whose', () => {
    const labels = {
      plain: '',
      'example.com/x': '',
      'kubernetes.io/hostname': 'a',
      'kubelet.kubernetes.io/x': '',
      'a.node.kubernetes.io/x': '',
      'node-restriction.kubernetes.io/x': '',
      'a.node-restriction.kubernetes.io/x': '',
      'kubernetes.io/role': '',
      'node-role.kubernetes.io/control-plane': '',
      'x.k8s.io/y': '',
      'notkubernetes.io/x': '',
    };
    const forbidden = [
      'a.node-restriction.kubernetes.io/x',
      'kubernetes.io/role',
      'node-restriction.kubernetes.io/x',
      'node-role.kubernetes.io/control-plane',
      'x.k8s.io/y',
    ];
    expect(forbiddenNodeLabels(labels)).toEqual(forbidden);
    expect(forbiddenNodeLabels({}, labels)).toEqual(forbidden);
    expect(forbiddenNodeLabels(labels, labels)).toEqual([]);
  });
});
