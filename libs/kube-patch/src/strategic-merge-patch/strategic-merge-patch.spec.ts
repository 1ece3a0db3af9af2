import { invariant } from '@drillyard/errors';
import { schemaOf } from '@drillyard/kube-schema';
import { describe, expect, it } from 'vitest';
import { PatchError } from '../patch-error.js';
import { applyStrategicMergePatch } from './apply-strategic-merge-patch.js';
import { patchSchemaOf } from './patch-schema.js';

type Json = Record<string, unknown>;

function schemaFor(name: string) {
  const schema = schemaOf(`io.k8s.api.core.v1.${name}`);
  invariant(schema, name);
  return patchSchemaOf(schema);
}

const podSpec = schemaFor('PodSpec');
const apply = (original: Json, patch: Json) => applyStrategicMergePatch(original, patch, podSpec);
const named = (...names: string[]) => names.map((name) => ({ name }));

describe('applyStrategicMergePatch', () => {
  const cases: [title: string, original: Json, patch: Json, result: Json][] = [
    [
      'sets and replaces scalars',
      { nodeName: 'a' },
      { nodeName: 'b', hostname: 'h' },
      { nodeName: 'b', hostname: 'h' },
    ],
    ['deletes with null', { nodeName: 'a', hostname: 'h' }, { nodeName: null }, { hostname: 'h' }],
    ['ignores a null for what is not there', {}, { nodeName: null }, {}],
    [
      'merges maps',
      { nodeSelector: { a: '1', b: '2' } },
      { nodeSelector: { b: null, c: '3' } },
      { nodeSelector: { a: '1', c: '3' } },
    ],
    [
      'replaces a value of another type',
      { nodeSelector: { a: '1' } },
      { nodeSelector: 'x' },
      { nodeSelector: 'x' },
    ],
    [
      'merges lists by their key, those of the patch first',
      {
        containers: [
          { name: 'a', image: '1' },
          { name: 'b', image: '1' },
        ],
      },
      {
        containers: [
          { name: 'b', image: '2' },
          { name: 'c', image: '1' },
        ],
      },
      {
        containers: [
          { name: 'a', image: '1' },
          { name: 'b', image: '2' },
          { name: 'c', image: '1' },
        ],
      },
    ],
    [
      'replaces lists that have no merge strategy',
      { containers: [{ name: 'a', args: ['1', '2'] }] },
      { containers: [{ name: 'a', args: ['3'] }] },
      { containers: [{ name: 'a', args: ['3'] }] },
    ],
    [
      'deletes from a list by key',
      { containers: named('a', 'b') },
      { containers: [{ name: 'a', $patch: 'delete' }] },
      { containers: named('b') },
    ],
    [
      'replaces a merging list',
      { containers: named('a', 'b') },
      { containers: [{ $patch: 'replace' }, { name: 'c' }] },
      { containers: named('c') },
    ],
    [
      'replaces a map',
      { nodeSelector: { a: '1' } },
      { nodeSelector: { $patch: 'replace', b: '2' } },
      { nodeSelector: { b: '2' } },
    ],
    [
      'empties a map',
      { nodeSelector: { a: '1' } },
      { nodeSelector: { $patch: 'delete' } },
      { nodeSelector: {} },
    ],
    [
      'orders elements as told, others where they were',
      { containers: named('a', 'b', 'c') },
      { '$setElementOrder/containers': named('c', 'a') },
      { containers: named('b', 'c', 'a') },
    ],
    [
      'counts what is added where something was deleted as if it had been there',
      { containers: named('1', '2', '4') },
      {
        '$setElementOrder/containers': named('2', '3'),
        containers: [{ name: '3' }, { name: '1', $patch: 'delete' }],
      },
      { containers: named('2', '4', '3') },
    ],
    [
      'keeps only retained keys of a union',
      { volumes: [{ name: 'v', emptyDir: {} }] },
      { volumes: [{ name: 'v', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/' } }] },
      { volumes: [{ name: 'v', hostPath: { path: '/' } }] },
    ],
    [
      'drops nulls and directives in what is new',
      {},
      {
        containers: [
          { name: 'a', image: null },
          { name: 'b', $patch: 'delete' },
        ],
      },
      { containers: named('a') },
    ],
  ];
  it.each(cases)('%s', (_, original, patch, result) => {
    const before = structuredClone([original, patch]);
    expect(apply(original, patch)).toEqual(result);
    expect([original, patch]).toEqual(before);
  });

  it('merges lists of scalars as sets, and deletes from them', () => {
    const schema = patchSchemaOf(schemaOf('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')!);
    const merged = applyStrategicMergePatch(
      { finalizers: ['a', 'b'] },
      { finalizers: ['b', 'c'] },
      schema,
    );
    expect(merged).toEqual({ finalizers: ['a', 'b', 'c'] });
    const deleted = applyStrategicMergePatch(
      { finalizers: ['a', 'b'] },
      { '$deleteFromPrimitiveList/finalizers': ['a'] },
      schema,
    );
    expect(deleted).toEqual({ finalizers: ['b'] });
  });

  it.each<[title: string, original: Json, patch: Json, error: PatchError]>([
    [
      'an unknown directive',
      {},
      { $patch: 'purge' },
      new PatchError('unknown patch type: purge in map: map[$patch:purge]', 500),
    ],
    [
      'an element without its key',
      { containers: named('a') },
      { containers: [{ image: 'x' }] },
      new PatchError('map: map[image:x] does not contain declared merge key: name', 500),
    ],
    [
      'a field that is not retained',
      { volumes: [{ name: 'v' }] },
      { volumes: [{ name: 'v', $retainKeys: ['name'], emptyDir: {} }] },
      new PatchError('invalid patch format of retainKeys', 400),
    ],
    [
      'a directive without a field',
      {},
      { $deleteFromPrimitiveList: ['a'] },
      new PatchError('invalid patch format of primitive list', 400),
    ],
    [
      'an unknown list',
      { containerz: [] },
      { containerz: [{}] },
      new PatchError(
        'unable to find api field in struct PodSpec for the json field "containerz"',
        500,
      ),
    ],
    [
      'lists within a merging list',
      { containers: named('a') },
      { containers: [[]] },
      new PatchError('list element types are not identical: [[map[name:a]] [[]]]', 500),
    ],
  ])('refuses %s in upstream’s words', (_, original, patch, error) => {
    expect(() => apply(original, patch)).toThrow(error);
  });

  it('refuses elements in another order than the one it is told', () => {
    const patch = { '$setElementOrder/containers': named('a', 'b'), containers: named('b', 'a') };
    expect(() => apply({ containers: named('a') }, patch)).toThrow(
      "doesn't match $setElementOrder",
    );
  });

  it('keeps hostile keys harmless', () => {
    const patch = JSON.parse('{"nodeSelector":{"__proto__":"x"}}');
    const merged = apply({ nodeSelector: { a: '1' } }, patch)['nodeSelector'] as Json;
    expect(Object.entries(merged)).toEqual([
      ['a', '1'],
      ['__proto__', 'x'],
    ]);
  });
});
