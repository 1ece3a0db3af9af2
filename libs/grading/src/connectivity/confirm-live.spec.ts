import type { AttemptResult, ConnectionAttempt, NetworkProbe } from '@drillyard/cluster';
import { FakeClusterClient } from '@drillyard/cluster/testing';
import type { KubeObject } from '@drillyard/kube-objects';
import type { ConnectivitySpec } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { connectivityCheck } from '../checks/connectivity.check.js';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { probesMax } from './confirm-live.js';

let lastAddress = 1;
function pod(name: string, status: object = { phase: 'Running' }, spec: object = {}): KubeObject {
  const podIP = `10.244.0.${++lastAddress}`;
  return {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name, labels: { name } } },
    ...{ spec: { nodeName: 'node01', ...spec }, status: { podIP, ...status } },
  };
}
const db = { podSelector: { matchLabels: { name: 'db' } } };
const closed: KubeObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace: 'shop', name: 'db' },
  spec: { ...db, ingress: [{ from: [{ podSelector: { matchLabels: { name: 'web' } } }] }] },
};
const row = (from: string, port: number | number[] = 5432, protocol: 'TCP' | 'SCTP' = 'TCP') => ({
  ...{ from: { pod: from }, to: { pod: 'db' }, port, protocol },
});
const onlyWeb = { namespace: 'shop', allowed: [row('web')], denied: [row('api')] };

/** Answers each attempt in turn, and keeps what it was asked. */
class ScriptedProbe implements NetworkProbe {
  readonly rounds: ConnectionAttempt[][] = [];

  constructor(private readonly answer: (attempt: ConnectionAttempt, round: number) => string) {}

  async attempt(attempts: readonly ConnectionAttempt[]) {
    this.rounds.push([...attempts]);
    const round = this.rounds.length;
    return attempts.map((attempt) => this.answer(attempt, round) as AttemptResult);
  }

  async settle() {}
}

async function judge(spec: ConnectivitySpec, network: NetworkProbe, objects: KubeObject[] = []) {
  lastAddress = 1;
  const cluster = new FakeClusterClient();
  const pods = [pod('web'), pod('api'), pod('db')];
  for (const object of [...pods, closed, ...objects]) await cluster.apply(object);
  return connectivityCheck.evaluate(checkOf('connectivity', spec), contextOf({ cluster, network }));
}
/** What the policy says: .2 is web, .3 is api, .4 is db. */
const agrees = ({ from }: ConnectionAttempt) =>
  from.address === '10.244.0.2' ? 'reached' : 'silent';

describe('a connectivity check in a cluster with a network of its own', () => {
  it('passes where connections come to what policies say', async () => {
    const probe = new ScriptedProbe(agrees);
    expect(await judge(onlyWeb, probe)).toEqual({ status: 'passed' });
    const attempt = (address: string) => ({
      ...{ from: { node: 'node01', address }, to: { address: '10.244.0.4', port: 5432 } },
      protocol: 'TCP',
    });
    expect(probe.rounds).toEqual([[attempt('10.244.0.2'), attempt('10.244.0.3')]]);
  });

  it('waits for a network that lags behind', async () => {
    const probe = new ScriptedProbe((attempt, round) => (round < 3 ? 'reached' : agrees(attempt)));
    expect(await judge(onlyWeb, probe)).toEqual({ status: 'passed' });
    expect(probe.rounds.map((round) => round.length)).toEqual([2, 1, 1]);
  });

  it.each([
    ['reached', /policies deny a connection from pod shop\/api to pod shop\/db on TCP port 5432/],
    ['silent', /policies allow a connection from pod shop\/web to pod shop\/db on TCP port 5432/],
  ])('says nothing where all is %s', async (result, why) => {
    const outcome = await judge(onlyWeb, new ScriptedProbe(() => result));
    expect(outcome).toMatchObject({ status: 'inconclusive', why: expect.stringMatching(why) });
  });

  it('is not failed for a door that is closed in truth', async () => {
    const wrong = { namespace: 'shop', denied: [row('web')] };
    expect(await judge(wrong, new ScriptedProbe(agrees))).toMatchObject({ status: 'failed' });
    const outcome = await judge(wrong, new ScriptedProbe(() => 'silent'));
    expect(outcome).toMatchObject({ status: 'inconclusive' });
  });

  it('is not failed for a door that is open in truth', async () => {
    const wrong = { namespace: 'shop', allowed: [row('api')] };
    expect(await judge(wrong, new ScriptedProbe(agrees))).toMatchObject({ status: 'failed' });
    const outcome = await judge(wrong, new ScriptedProbe(() => 'reached'));
    expect(outcome).toMatchObject({ status: 'inconclusive' });
  });

  it('stands by the policies where nobody can tell', async () => {
    expect(await judge(onlyWeb, new ScriptedProbe(() => 'unknown'))).toEqual({ status: 'passed' });
  });

  it.each<[string, KubeObject, 'TCP' | 'SCTP']>([
    ['of a pod that does not run', pod('other', { phase: 'Pending' }), 'TCP'],
    ['of a pod without an address', pod('other', { phase: 'Running', podIP: '' }), 'TCP'],
    ['of a pod in its node’s network', pod('other', undefined, { hostNetwork: true }), 'TCP'],
    ['over a protocol no shell speaks', pod('other'), 'SCTP'],
  ])('tries nothing %s', async (_, other, protocol) => {
    const probe = new ScriptedProbe(() => 'reached');
    const spec = { namespace: 'shop', denied: [row('other', 5432, protocol)] };
    expect((await judge(spec, probe, [other])).status).toBe('passed');
    expect(probe.rounds).toEqual([]);
  });

  it('tries some of many, evenly', async () => {
    const probe = new ScriptedProbe(() => 'silent');
    const ports = Array.from({ length: 20 }, (_, index) => index + 1);
    const others = Array.from({ length: 9 }, (_, index) => pod(`other${index}`));
    const spec = {
      namespace: 'shop',
      denied: others.map((_, index) => row(`other${index}`, ports)),
    };
    expect((await judge(spec, probe, others)).status).toBe('passed');
    const [asked = []] = probe.rounds;
    expect(asked).toHaveLength(probesMax);
    expect(new Set(asked.map(({ from }) => from.address)).size).toBe(9);
  });
});
