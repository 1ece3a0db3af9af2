import type { AuthorizationAttributes } from '@drillyard/rbac';
import { describe, expect, it } from 'vitest';
import { given, newStorage } from '../testing/new-storage.js';
import { FlowSchemas } from './flow-schemas.js';

const group = 'flowcontrol.apiserver.k8s.io';
const listPods = {
  verb: 'list',
  isResourceRequest: true,
  apiGroup: '',
  apiVersion: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: 'default',
  name: '',
  path: '',
};
const getHealth = { ...listPods, verb: 'get', isResourceRequest: false, path: '/healthz' };

function request(
  attributes: Omit<AuthorizationAttributes, 'user'>,
  name: string,
  ...groups: string[]
): AuthorizationAttributes {
  return { ...attributes, user: { name, groups } };
}

describe('FlowSchemas', () => {
  it.each([
    ['exempt', 'exempt', request(listPods, 'admin', 'system:masters', 'system:authenticated')],
    ['probes', 'exempt', request(getHealth, 'system:anonymous', 'system:unauthenticated')],
    ['global-default', 'global-default', request(listPods, 'jane', 'system:authenticated')],
    [
      'service-accounts',
      'workload-low',
      request(listPods, 'system:serviceaccount:a:b', 'system:serviceaccounts'),
    ],
    [
      'kube-system-service-accounts',
      'workload-high',
      request(listPods, 'system:serviceaccount:kube-system:b', 'system:serviceaccounts'),
    ],
    ['system-nodes', 'system', request(listPods, 'system:node:a', 'system:nodes')],
    [
      'system-node-high',
      'node-high',
      request({ ...listPods, resource: 'nodes', namespace: '' }, 'system:node:a', 'system:nodes'),
    ],
    ['kube-scheduler', 'workload-high', request(listPods, 'system:kube-scheduler')],
  ])('%s leads to %s', (schema, level, attributes) => {
    const storage = newStorage();
    const flow = new FlowSchemas(storage).flowOf(attributes);
    const uid = (resource: string, name: string) =>
      storage.get({ group, resource }, '', name)?.metadata.uid;
    expect(flow).toMatchObject({
      flowSchemaUid: uid('flowschemas', schema),
      priorityLevelUid: uid('prioritylevelconfigurations', level),
    });
  });

  it('follows a schema of its own as soon as there is one', () => {
    const storage = newStorage();
    const schemas = new FlowSchemas(storage);
    const jane = request(listPods, 'jane', 'system:authenticated');
    const before = schemas.flowOf(jane);
    const rule = { verbs: ['list'], apiGroups: ['*'], resources: ['pods'], namespaces: ['*'] };
    given(storage, `flowschemas.${group}`, {
      apiVersion: `${group}/v1`,
      kind: 'FlowSchema',
      metadata: { name: 'own', uid: 'own' },
      spec: {
        priorityLevelConfiguration: { name: 'workload-low' },
        matchingPrecedence: 50,
        rules: [{ subjects: [{ kind: 'User', user: { name: 'jane' } }], resourceRules: [rule] }],
      },
    });
    expect(before?.flowSchemaUid).not.toBe('own');
    expect(schemas.flowOf(jane)?.flowSchemaUid).toBe('own');
  });
});
