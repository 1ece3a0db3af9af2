import type { ApiserverStart, ClusterClient } from '@drillyard/cluster';
import { FakeClusterClient } from '@drillyard/cluster/testing';
import { OperationalError } from '@drillyard/errors';
import type { ApiserverSpec } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { apiserverCheck } from './apiserver.check.js';

const serving: ApiserverStart = {
  state: 'serving',
  flags: new Map([
    ['authorization-mode', 'Node,RBAC'],
    ['tls-cert-file', '/etc/kubernetes/pki/apiserver.crt'],
  ]),
  logLines: ['Serving securely on [::]:6443'],
};
const ended: ApiserverStart = {
  ...serving,
  state: 'ended',
  logLines: ['Version: v1.36.0', 'err="open /x: no such file or directory"'],
};

/** Answers a health endpoint, or does not. */
class Endpoints extends FakeClusterClient {
  constructor(private readonly status: number | undefined) {
    super();
  }
  override async raw() {
    if (this.status !== undefined) return { status: this.status, headers: {}, body: 'x' };
    throw new OperationalError('CLUSTER_UNREACHABLE', 'connect ECONNREFUSED');
  }
}

function judge(
  spec: ApiserverSpec,
  start: ApiserverStart | undefined = serving,
  cluster: ClusterClient = new Endpoints(200),
) {
  const apiserver = { latest: () => start, subscribe: () => () => undefined };
  return apiserverCheck.evaluate(checkOf('apiserver', spec), contextOf({ apiserver, cluster }));
}

describe('apiserverCheck', () => {
  it.each<[string, ApiserverSpec]>([
    ['a flag is just so', { flags: { 'authorization-mode': 'Node,RBAC' } }],
    ['a list has what it should', { flags: { 'authorization-mode': { includes: ['RBAC'] } } }],
    ['a list lacks what it should', { flags: { 'authorization-mode': { lacks: ['ABAC'] } } }],
    ['a flag is not given', { flags: { 'authorization-policy-file': null } }],
    ['what is not given lacks everything', { flags: { 'runtime-config': { lacks: ['x'] } } }],
    ['its endpoints answer', { endpoints: ['/readyz', '/livez'] }],
  ])('passes when %s', async (_, spec) => {
    expect(await judge(spec)).toEqual({ status: 'passed' });
  });

  it.each<[string, ApiserverSpec, string, string]>([
    ['a flag is otherwise', { flags: { 'tls-cert-file': '/x' } }, '/x', '/etc/kubernetes/pki'],
    ['the order is another', { flags: { 'authorization-mode': 'RBAC,Node' } }, 'RBAC,', 'Node,'],
    ['a flag is missing', { flags: { 'audit-log-path': '/x' } }, '/x', 'not given'],
    ['a flag is given', { flags: { 'tls-cert-file': null } }, 'not given', '/etc'],
    [
      'a list lacks one',
      { flags: { 'authorization-mode': { includes: ['RBAC', 'ABAC'] } } },
      ...(['with ABAC', 'Node,RBAC'] as const),
    ],
    [
      'a list has one too many',
      { flags: { 'authorization-mode': { lacks: ['Node'] } } },
      ...(['without Node', 'Node,RBAC'] as const),
    ],
  ])('fails when %s, and says what runs', async (_, spec, expected, actual) => {
    expect(await judge(spec)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/runs with another --/),
      expected: expect.stringContaining(expected),
      actual: expect.stringContaining(actual),
    });
  });

  it('fails when the server has ended, with the last it said', async () => {
    expect(await judge({ flags: { 'authorization-mode': 'Node,RBAC' } }, ended)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/does not run/),
      actual: expect.stringContaining('no such file'),
      evidence: [{ message: 'Version: v1.36.0' }, { object: 'log of kube-apiserver' }],
    });
  });

  it.each([
    [500, '500'],
    [undefined, 'ECONNREFUSED'],
  ])('fails when an endpoint answers %s', async (status, actual) => {
    expect(await judge({ endpoints: ['/readyz'] }, serving, new Endpoints(status))).toMatchObject({
      status: 'failed',
      actual: expect.stringContaining(actual),
    });
  });

  it('says nothing while the server starts', async () => {
    const start = { ...serving, state: 'starting' } as const;
    expect(await judge({ endpoints: ['/readyz'] }, start)).toMatchObject({
      status: 'inconclusive',
    });
  });

  it('fails where nothing starts one, and says nothing of a cluster that does not tell', async () => {
    const apiserver = { latest: () => undefined, subscribe: () => () => undefined };
    const check = checkOf('apiserver', { endpoints: ['/readyz'] });
    expect(await apiserverCheck.evaluate(check, contextOf({ apiserver }))).toMatchObject({
      status: 'failed',
      expected: expect.stringContaining('manifest'),
    });
    expect(await apiserverCheck.evaluate(check, contextOf({}))).toMatchObject({
      status: 'inconclusive',
    });
  });
});
