import type { AuthorizationAttributes } from '@drillyard/rbac';
import { describe, expect, it } from 'vitest';
import { nodeRules } from '../bootstrap/bootstrap-rbac.js';
import { given, newStorage } from '../testing/new-storage.js';
import { NodeAuthorizer } from './node-authorizer.js';
import { NodeRelations } from './node-relations.js';

function newPod(name: string, nodeName: string, spec: object, annotations: object = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'ns', annotations },
    spec: { nodeName, serviceAccountName: `sa-${name}`, ...spec },
  };
}

const storage = newStorage();
given(
  storage,
  'pods',
  newPod('mine', 'node-a', {
    imagePullSecrets: [{ name: 'pull' }],
    containers: [
      {
        env: [{ valueFrom: { secretKeyRef: { name: 'env', key: 'k' } } }],
        envFrom: [{ configMapRef: { name: 'settings' } }],
      },
    ],
    volumes: [
      { name: 'v', persistentVolumeClaim: { claimName: 'claim' } },
      { name: 'scratch', ephemeral: { volumeClaimTemplate: {} } },
      { name: 'p', projected: { sources: [{ secret: { name: 'projected' } }] } },
    ],
  }),
  newPod('other', 'node-b', { volumes: [{ name: 's', secret: { secretName: 'foreign' } }] }),
  newPod(
    'static',
    'node-a',
    { volumes: [{ name: 's', secret: { secretName: 'stolen' } }] },
    { 'kubernetes.io/config.mirror': 'x' },
  ),
);
given(storage, 'persistentvolumes', {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'volume' },
  spec: {
    claimRef: { namespace: 'ns', name: 'claim' },
    csi: {
      nodeStageSecretRef: { namespace: 'ns', name: 'stage' },
      controllerExpandSecretRef: { namespace: 'ns', name: 'expand' },
    },
  },
});

const authorizer = new NodeAuthorizer(new NodeRelations(storage), nodeRules());
const node = { name: 'system:node:node-a', groups: ['system:nodes'] };
const unrelated = "no relationship found between node 'node-a' and this object";

/** `get core secrets ns/env`, `list core pods ns/`; cluster-wide names have no slash. */
async function ask(request: string, more: Partial<AuthorizationAttributes> = {}) {
  const [verb = '', group, path = '', object = ''] = request.split(' ');
  const [resource = '', subresource = ''] = path.split('/');
  const [namespace = '', name = ''] = object.includes('/') ? object.split('/') : ['', object];
  const { decision, reason } = await authorizer.authorize({
    user: node,
    verb,
    isResourceRequest: true,
    apiGroup: group === 'core' ? '' : (group ?? ''),
    apiVersion: 'v1',
    resource,
    subresource,
    namespace,
    name,
    path: '',
    ...more,
  });
  return decision === 'Allow' ? 'Allow' : `${decision}: ${reason}`;
}

describe('NodeAuthorizer', () => {
  it.each([
    'get core secrets ns/pull',
    'watch core secrets ns/env',
    'get core secrets ns/projected',
    'get core secrets ns/stage',
    'list core configmaps ns/settings',
    'get core persistentvolumeclaims ns/claim',
    'get core persistentvolumeclaims ns/mine-scratch',
    'patch core persistentvolumeclaims/status ns/claim',
    'get core persistentvolumes volume',
    'get core serviceaccounts ns/sa-mine',
    'create core serviceaccounts/token ns/sa-mine',
    'get core pods ns/mine',
    'get core pods ns/static',
    'create core pods ns/',
    'patch core pods/status ns/other',
    'get core nodes node-a',
    'create core nodes',
    'patch core nodes/status node-b',
    'create coordination.k8s.io leases kube-node-lease/',
    'update coordination.k8s.io leases kube-node-lease/node-a',
    'list core services',
    'create certificates.k8s.io certificatesigningrequests',
  ])('allows %s', async (request) => {
    expect(await ask(request)).toBe('Allow');
  });

  it.each([
    ['get core secrets ns/foreign', unrelated],
    ['get core secrets ns/stolen', unrelated],
    ['get core secrets ns/expand', unrelated],
    ['get core secrets elsewhere/pull', unrelated],
    ['list core secrets ns/', 'No Object name found'],
    ['list core secrets', 'can only read namespaced object of this type'],
    ['delete core secrets ns/pull', 'can only read resources of this type'],
    ['list core persistentvolumes', 'can only get individual resources of this type'],
    ['create core serviceaccounts/token ns/sa-other', unrelated],
    ['create core serviceaccounts/token ns/sa-static', unrelated],
    [
      'delete core serviceaccounts ns/sa-mine',
      'can only create tokens for individual service accounts',
    ],
    ['get core pods ns/other', unrelated],
    ['list core pods', 'can only list/watch pods with spec.nodeName field selector'],
    ['get core nodes node-b', "node 'node-a' cannot read 'node-b', only its own Node object"],
    ['list core nodes', "node 'node-a' cannot read all nodes, only its own Node object"],
    ['delete core nodes node-a', ''],
    [
      'get coordination.k8s.io leases kube-node-lease/node-b',
      'can only access node lease with the same name as the requesting node',
    ],
    [
      'get coordination.k8s.io leases ns/node-a',
      'can only access leases in the "kube-node-lease" system namespace',
    ],
    ['list apps deployments', ''],
  ])('leaves %s to others', async (request, reason) => {
    expect(await ask(request)).toBe(`NoOpinion: ${reason}`);
  });

  it('takes a list of the pods of the node', async () => {
    const selecting = (value: string, operator: '=' | '!=' = '=') => {
      return { fieldSelector: [{ field: 'spec.nodeName', operator, value }] };
    };
    expect(await ask('watch core pods', selecting('node-a'))).toBe('Allow');
    expect(await ask('list core pods', selecting('node-b'))).toContain('NoOpinion');
    expect(await ask('list core pods', selecting('node-a', '!='))).toContain('NoOpinion');
  });

  it('knows nodes by their group and their name', async () => {
    const as = (name: string, ...groups: string[]) =>
      ask('list core services', { user: { name, groups } });
    expect(await as('system:node:node-a')).toBe('NoOpinion: ');
    expect(await as('node-a', 'system:nodes')).toBe('NoOpinion: ');
    expect(await as('system:node:', 'system:nodes')).toBe(
      'NoOpinion: unknown node for user "system:node:"',
    );
  });
});
