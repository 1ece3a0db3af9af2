import { FakeClusterClient } from '@drillyard/cluster/testing';
import { OperationalError } from '@drillyard/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluateCheck } from './evaluate-check.js';
import { checkOf, contextOf } from './testing/check-fixtures.js';

const check = checkOf('resource', { apiVersion: 'v1', kind: 'Pod' });

/** A cluster that never answers. */
class SilentCluster extends FakeClusterClient {
  override list(): Promise<never> {
    return new Promise(() => undefined);
  }
}

/** A cluster nobody answers for. */
class AbsentCluster extends FakeClusterClient {
  override async list(): Promise<never> {
    throw new OperationalError('CLUSTER_UNREACHABLE', 'connect ECONNREFUSED');
  }
}

describe('evaluateCheck', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('is inconclusive after a while where the cluster does not answer', async () => {
    const outcome = evaluateCheck(check, contextOf({ cluster: new SilentCluster() }));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await outcome).toMatchObject({ status: 'inconclusive' });
  });

  it.each(['before', 'while'])('is inconclusive when it is stopped %s it runs', async (when) => {
    const controller = new AbortController();
    if (when === 'before') controller.abort();
    const context = { ...contextOf({ cluster: new SilentCluster() }), signal: controller.signal };
    const outcome = evaluateCheck(check, context);
    controller.abort();
    expect(await outcome).toMatchObject({ status: 'inconclusive' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says of every failure what was expected, what there is, and where', async () => {
    const context = contextOf({
      apiserver: { latest: () => undefined, subscribe: () => () => {} },
    });
    const nobody = { as: { user: 'jane' } };
    const failures = [
      check,
      checkOf('access', { ...nobody, exactly: [{ verbs: ['get'], resources: ['pods'] }] }),
      checkOf('file', { on: 'workstation', path: '~/x' }),
      checkOf('answer', { question: 'How many?', number: { equals: 3, tolerance: 0 } }),
      checkOf('certificate', { on: 'workstation', file: '~/x.crt' }),
      checkOf('csr', { name: 'jane', state: 'issued' }),
      checkOf('kubeconfig', { path: '~/.kube/config', currentContext: 'x' }),
      checkOf('token', { file: '~/token', accepted: true }),
      checkOf('podSecurity', {
        ...{ namespace: 'a', kind: 'Pod', version: 'latest' },
        meets: 'baseline',
      }),
      checkOf('podSecurity', {
        ...{ namespace: 'a', kind: 'Pod', version: 'latest' },
        enforces: 'baseline',
      }),
      checkOf('apiserver', { endpoints: ['/readyz'] }),
      checkOf('exec', {
        namespace: 'a',
        pod: 'b',
        command: ['id'],
        exitCode: 0,
        timeoutSeconds: 1,
      }),
    ];
    vi.useRealTimers();
    for (const each of failures) {
      const client = new FakeClusterClient(undefined, {
        SubjectAccessReview: (review) => ({ ...review, status: { allowed: false } }),
      });
      const outcome = await evaluateCheck(each, { ...context, cluster: client });
      expect(outcome, each.kind).toEqual({
        status: 'failed',
        reason: expect.stringMatching(/\w.*\.$/),
        expected: expect.stringMatching(/\w/),
        actual: expect.stringMatching(/\w/),
        evidence: expect.arrayContaining([
          expect.objectContaining({ object: expect.stringMatching(/\w/) }),
        ]),
      });
    }
  });

  it.each([
    ['ended' as const, 'failed'],
    ['starting' as const, 'inconclusive'],
    [undefined, 'inconclusive'],
  ])('of a cluster that is away while its API server is %s is %s', async (state, status) => {
    const start = state && { state, flags: new Map(), logLines: ['open /x: no such file'] };
    const apiserver = { latest: () => start, subscribe: () => () => undefined };
    const context = contextOf({ cluster: new AbsentCluster(), apiserver });
    expect(await evaluateCheck(check, context)).toMatchObject({ status });
  });
});
