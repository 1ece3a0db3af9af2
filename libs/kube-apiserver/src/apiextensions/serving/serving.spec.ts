import { describe, expect, it } from 'vitest';
import { customResourcePrinter } from './custom-resource-printer.js';
import { readScale, setReplicas } from './custom-resource-scale.js';
import { deprecationWarnings } from './deprecation-warnings.js';
import { JsonPath } from './json-path.js';
import { compareVersions } from './kube-aware-version.js';

const object = {
  apiVersion: 'v1',
  kind: 'K',
  metadata: { name: 'n', creationTimestamp: '2026-01-01T00:00:00Z', labels: { 'a.b': 'c' } },
  spec: {
    size: 3,
    ratio: 0.5,
    on: true,
    list: [
      { n: 'x', v: 1 },
      { n: 'y', v: 2 },
    ],
    map: { b: 1, a: 2 },
  },
};

describe('JsonPath', () => {
  it.each([
    ['.spec.size', [3]],
    ['.spec.none', []],
    ['.metadata.labels.a\\.b', ['c']],
    [".metadata.labels['a.b']", ['c']],
    ['.spec.list[1].n', ['y']],
    ['.spec.list[-1].n', ['y']],
    ['.spec.list[*].n', ['x', 'y']],
    ['.spec.list[0:1].n', ['x']],
    ['.spec.list[?(@.n=="y")].v', [2]],
    ['.spec.list[?(@.v > 1)].n', ['y']],
    ['.spec.list[?(@.none)].n', []],
    ['.constructor', []],
  ])('%s', (path, expected) => {
    expect(JsonPath.parse(path)?.find(object)).toEqual(expected);
  });

  it.each(['spec', '.spec[', '.spec[?(@.n=~"x")]', '.a['.repeat(200)])(
    'cannot read %.12s',
    (path) => {
      expect(JsonPath.parse(path)).toBeUndefined();
    },
  );
});

describe('customResourcePrinter', () => {
  const now = new Date('2026-01-01T00:05:00Z');

  it.each([
    ['integer', '.spec.size', 3],
    ['integer', '.spec.on', null],
    ['number', '.spec.ratio', 0.5],
    ['boolean', '.spec.on', true],
    ['string', '.spec.size', '3'],
    ['string', '.spec.map', '{"a":2,"b":1}'],
    ['string', '.spec.none', null],
    ['date', '.metadata.creationTimestamp', '5m'],
    ['date', '.metadata.name', '<invalid>'],
  ])('%s %s', (type, jsonPath, expected) => {
    const printer = customResourcePrinter([{ name: 'C', type, jsonPath }]);
    expect(printer.cells(object, now)).toEqual(['n', expected]);
  });

  it('shows the age where nothing is asked for', () => {
    expect(customResourcePrinter().columns.map(({ name }) => name)).toEqual(['Name', 'Age']);
  });
});

describe('compareVersions', () => {
  it('puts first what clients prefer', () => {
    const versions = ['foo1', 'v1alpha1', 'v1', 'v10', 'v2', 'v2beta1', 'v11beta2', 'v1beta10'];
    expect(versions.sort(compareVersions)).toEqual([
      'v10',
      'v2',
      'v1',
      'v11beta2',
      'v2beta1',
      'v1beta10',
      'v1alpha1',
      'foo1',
    ]);
  });
});

describe('deprecationWarnings', () => {
  const version = { served: true, storage: false };
  const old = { ...version, name: 'v1beta1', deprecated: true };
  const versions = [old, { ...version, name: 'v1' }, { ...version, name: 'v2' }];
  const spec = { group: 'g.io', names: { plural: 'ks', kind: 'K' }, scope: 'Cluster', versions };

  it('tells of the best version there is', () => {
    expect(deprecationWarnings(spec, old)).toEqual(['g.io/v1beta1 K is deprecated; use g.io/v2 K']);
    expect(deprecationWarnings({ ...spec, versions: [old] }, old)).toEqual([
      'g.io/v1beta1 K is deprecated',
    ]);
    expect(deprecationWarnings(spec, { ...old, deprecationWarning: 'gone soon' })).toEqual([
      'gone soon',
    ]);
  });
});

describe('scale', () => {
  const scale = {
    specReplicasPath: ['spec', 'pool', 'size'],
    statusReplicasPath: ['status', 'size'],
    labelSelectorPath: [],
  };

  it('is read from, and written to, where the definition says', () => {
    const draft: Record<string, unknown> = structuredClone(object);
    setReplicas(draft, scale, 5);
    const shown = readScale({ ...object, ...draft }, scale);
    expect(shown).toEqual({ replicas: 5, statusReplicas: 0, selector: '' });
  });
});
