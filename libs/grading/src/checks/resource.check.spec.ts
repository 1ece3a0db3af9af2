import { FakeClusterClient, FakeClusterState } from '@drillyard/cluster/testing';
import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceSpec } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { resourceCheck } from './resource.check.js';

const web = pod('web', {
  replicas: 3,
  containers: [
    { name: 'a', image: 'x' },
    { name: 'b', image: 'y' },
  ],
});
const cart = pod('cart', { replicas: 1, containers: [{ name: 'a', image: 'x' }] });

function pod(name: string, spec: Record<string, unknown>): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'atlas', labels: { app: name } },
    spec,
  };
}

function judge(spec: Partial<ResourceSpec>, objects: readonly KubeObject[]) {
  const state = new FakeClusterState();
  for (const object of objects) state.put(object);
  const check = checkOf('resource', { apiVersion: 'v1', kind: 'Pod', namespace: 'atlas', ...spec });
  return resourceCheck.evaluate(check, contextOf({ cluster: new FakeClusterClient(state) }));
}

describe('resourceCheck', () => {
  it.each<[string, Partial<ResourceSpec>, KubeObject[]]>([
    ['an object of the kind is there', {}, [web]],
    ['the object of the name is there', { name: 'web' }, [cart, web]],
    ['none is there and none should be', { absent: true }, []],
    ['none that matches should be', { absent: true, match: { spec: { replicas: 9 } } }, [web]],
    ['the number is right', { count: 2 }, [web, cart]],
    [
      'the number of those that match is right',
      { count: 1, match: { spec: { replicas: 3 } } },
      [web, cart],
    ],
    ['the number is within bounds', { count: { min: 1 } }, [web]],
    ['one of several matches', { match: { spec: { replicas: 1 } } }, [web, cart]],
    [
      'a list has the element, in any place',
      { match: { spec: { containers: [{ image: 'y' }] } } },
      [web],
    ],
    ['a field is not set', { match: { spec: { hostNetwork: null } } }, [web]],
    ['an expression holds of one', { where: 'object.spec.replicas > 2' }, [web, cart]],
    [
      'all expressions hold of one',
      { where: ['object.spec.replicas % 2 == 1', 'object.metadata.name.startsWith("w")'] },
      [web, cart],
    ],
    ['an expression holds of all', { where: 'objects.all(o, o.spec.replicas > 0)' }, [web, cart]],
    ['an expression holds of none at all', { where: 'objects.all(o, false)' }, []],
  ])('passes when %s', async (_, spec, objects) => {
    expect(await judge(spec, objects)).toEqual({ status: 'passed' });
  });

  it.each<[string, Partial<ResourceSpec>, KubeObject[], RegExp]>([
    ['none is there', {}, [], /no Pod in namespace atlas yet/],
    ['only others are there', { name: 'web' }, [cart], /no Pod "web"/],
    ['one is there and none should be', { absent: true }, [web], /should be no Pod/],
    ['there are too few', { count: 2 }, [web], /too few/],
    ['there are too many', { count: { max: 1 } }, [web, cart], /too many/],
    [
      'none matches',
      { match: { spec: { replicas: 9 } } },
      [web],
      /Pod atlas\/web is not as it should be/,
    ],
    [
      'one element would have to be two',
      { match: { spec: { containers: [{ name: 'a' }, { image: 'x' }] } } },
      [cart],
      /not as it should/,
    ],
    ['a number is a text', { match: { spec: { replicas: '3' } } }, [web], /not as it should/],
    [
      'an expression does not hold',
      { where: 'object.spec.replicas > 9' },
      [web],
      /not as it should/,
    ],
    [
      'an expression reads what is not there',
      { where: 'object.spec.nothing.x == 1' },
      [web],
      /not as it should/,
    ],
    [
      'an expression does not hold of all',
      { where: 'objects.all(o, o.spec.replicas > 2)' },
      [web, cart],
      /not as it should/,
    ],
    [
      'some must exist for all to be right',
      { where: 'objects.all(o, true)', exists: true },
      [],
      /no Pod/,
    ],
  ])('fails when %s', async (_, spec, objects, reason) => {
    expect(await judge(spec, objects)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('says where the object that comes closest differs', async () => {
    const outcome = await judge(
      { match: { spec: { replicas: 2, containers: [{ name: 'a', image: 'x' }] } } },
      [web, cart],
    );
    expect(outcome).toMatchObject({
      expected: '2',
      evidence: [{ object: 'Pod atlas/web', fieldPath: 'spec.replicas', message: '3, expected 2' }],
    });
  });

  it.each([
    ['object.spec.(', /not valid/],
    ['pods.all(p, true)', /"pods", which is not there/],
    ['true', /about nothing/],
    ['object == objects', /at once/],
    [`object.a${' + "x"'.repeat(50)} == "x"`, /50 times "\+"/],
    [`objects${'.map(a, a)'.repeat(7)}.size() > 0`, /7 macros/],
  ])('finds what is wrong with %j before a learner does', (where, message) => {
    const [mistake] = resourceCheck.lint?.({ apiVersion: 'v1', kind: 'Pod', where }) ?? [];
    expect(mistake?.message).toMatch(message);
  });

  it('shows what an expression that does not hold has found', async () => {
    const where = 'has(object.status.ready) && object.spec.replicas > 5';
    expect(await judge({ name: 'web', where }, [web])).toMatchObject({
      expected: where,
      actual: 'does not hold: status.ready is not set, spec.replicas is 3',
    });
  });
});
