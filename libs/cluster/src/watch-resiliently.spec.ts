import { OperationalError } from '@drillyard/errors';
import type { KubeObject, WatchEvent } from '@drillyard/kube-objects';
import { describe, expect, it } from 'vitest';
import { KubeApiError } from './kube-api-error.js';
import { watchResiliently } from './watch-resiliently.js';

const pod = (name: string, revision: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, uid: `uid-${name}`, resourceVersion: String(revision) },
});
const list = (revision: number, ...items: KubeObject[]) => ({
  apiVersion: 'v1',
  kind: 'PodList',
  metadata: { resourceVersion: String(revision) },
  items,
});
const refusal = (reason: string) =>
  new KubeApiError({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason });

async function* stream(...events: (WatchEvent | Error)[]): AsyncIterable<Uint8Array> {
  for (const event of events) {
    if (event instanceof Error) throw event;
    yield Buffer.from(`${JSON.stringify(event)}\n`);
  }
}
const gone: WatchEvent = {
  type: 'ERROR',
  object: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code: 410 },
};

/** Plays lists and connections in order and collects events until there are as many as expected. */
async function collect(
  lists: (ReturnType<typeof list> | Error)[],
  connections: AsyncIterable<Uint8Array>[],
  count: number,
) {
  const stop = new AbortController();
  const from: string[] = [];
  const got: string[] = [];
  const watch = watchResiliently({
    signal: stop.signal,
    list: async () => {
      const next = lists.shift();
      if (next instanceof Error) throw next;
      return next ?? list(0);
    },
    open: async (resourceVersion) => {
      from.push(resourceVersion);
      return connections.shift() ?? stream();
    },
  });
  for await (const event of watch) {
    const { name, resourceVersion } = (event.object as KubeObject).metadata;
    got.push(`${event.type} ${name}@${resourceVersion}`);
    if (got.length === count) stop.abort();
  }
  return { got, from };
}

describe('watchResiliently', () => {
  it('gives what exists as ADDED, then what happens', async () => {
    const { got, from } = await collect(
      [list(5, pod('a', 3))],
      [stream({ type: 'ADDED', object: pod('b', 6) }, { type: 'DELETED', object: pod('a', 7) })],
      3,
    );
    expect(got).toEqual(['ADDED a@3', 'ADDED b@6', 'DELETED a@7']);
    expect(from).toEqual(['5']);
  });

  it('goes on after a lost connection from the last event or bookmark', async () => {
    const lost = new OperationalError('CLUSTER_UNREACHABLE', 'reset', { retryable: true });
    const { got, from } = await collect(
      [list(5)],
      [
        stream(
          { type: 'ADDED', object: pod('a', 6) },
          { type: 'BOOKMARK', object: pod('', 9) },
          lost,
        ),
        stream({ type: 'ADDED', object: pod('b', 10) }),
      ],
      2,
    );
    expect(got).toEqual(['ADDED a@6', 'ADDED b@10']);
    expect(from).toEqual(['5', '9']);
  });

  it('makes up for a gap with the difference', async () => {
    const { got } = await collect(
      [
        list(5, pod('a', 1), pod('b', 2), pod('c', 3)),
        list(20, pod('a', 1), pod('b', 12), pod('d', 15)),
      ],
      [stream(gone)],
      6,
    );
    expect(got.slice(3)).toEqual(['DELETED c@3', 'MODIFIED b@12', 'ADDED d@15']);
  });

  it('tells of an object made again under its name as of another one', async () => {
    const again = { ...pod('a', 9), metadata: { ...pod('a', 9).metadata, uid: 'other' } };
    const { got } = await collect([list(5, pod('a', 1)), list(20, again)], [stream(gone)], 3);
    expect(got).toEqual(['ADDED a@1', 'DELETED a@1', 'ADDED a@9']);
  });

  it('does not ask in a loop a server that hangs up at once', async () => {
    const started = performance.now();
    const connections = [stream(), stream(), stream({ type: 'ADDED', object: pod('a', 6) })];
    const { from } = await collect([list(5)], connections, 1);
    expect(from).toEqual(['5', '5', '5']);
    expect(performance.now() - started).toBeGreaterThan(250);
  });

  it.each(['Forbidden', 'NotFound', 'Unauthorized'])(
    'ends where the server answers %s',
    async (reason) => {
      await expect(collect([refusal(reason)], [], 1)).rejects.toThrow(reason);
    },
  );

  it('lists again after a refusal that passes', async () => {
    const { got } = await collect([refusal('TooManyRequests'), list(5, pod('a', 1))], [], 1);
    expect(got).toEqual(['ADDED a@1']);
  });
});
