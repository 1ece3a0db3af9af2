import { FakeClusterClient } from '@drillyard/cluster/testing';
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
});
