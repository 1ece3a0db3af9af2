import { schemaOf } from '@drillyard/kube-schema';
import { describe, expect, test } from 'vitest';
import { deducedType, type TypeRef } from './atom.js';
import { ConflictsError } from './conflict.js';
import type { Converter } from './converter.js';
import { FieldPathSet } from './field-path-set.js';
import { toFieldsV1 } from './fields-v1.js';
import { formatPath } from './path-element.js';
import { typeOfSchema } from './type-of-schema.js';
import { TypedValue } from './typed-value.js';
import { Updater } from './updater.js';
import type { Managers } from './versioned-set.js';

const keep: Converter = { convert: (value) => value };
const none = () => undefined;

function typeOf(kind: string): TypeRef {
  const schema = schemaOf({ group: '', version: 'v1', kind });
  return schema === undefined ? deducedType : typeOfSchema(schema);
}

/** An object and its owners, through one write after the other. */
class Story {
  private live: TypedValue;
  private managers: Managers = new Map();

  constructor(
    private readonly type: TypeRef = typeOf('ConfigMap'),
    private readonly updater = new Updater(keep, none),
  ) {
    this.live = TypedValue.of({}, type);
  }

  apply(manager: string, object: object, { force = false, apiVersion = 'v1' } = {}): this {
    const { live, managers } = this;
    const applied = TypedValue.of(object, this.type);
    const write = { live, managers, apiVersion, manager };
    const result = this.updater.apply(write, applied, force);
    this.managers = result.managers;
    this.live = result.object ?? live;
    return this;
  }

  update(manager: string, object: object): this {
    const { live, managers } = this;
    const after = TypedValue.of(object, this.type, { allowDuplicates: true });
    this.managers = this.updater.update({ live, managers, apiVersion: 'v1', manager }, after);
    this.live = after;
    return this;
  }

  get object(): unknown {
    return this.live.value;
  }

  get owners(): Record<string, object> {
    return Object.fromEntries([...this.managers].map(([name, { set }]) => [name, toFieldsV1(set)]));
  }
}

const data = (fields: Record<string, string>) => ({ data: fields });
const owns = (...keys: string[]) => ({
  'f:data': Object.fromEntries(keys.map((key) => [`f:${key}`, {}])),
});

describe('apply', () => {
  test('the applier owns what it applies', () => {
    const story = new Story().apply('a', data({ x: '1' }));
    expect(story.object).toEqual(data({ x: '1' }));
    expect(story.owners).toEqual({ a: owns('x') });
  });

  test('what it applies no more goes away', () => {
    const story = new Story().apply('a', data({ x: '1', y: '2' })).apply('a', data({ x: '1' }));
    expect(story.object).toEqual(data({ x: '1' }));
    expect(story.owners).toEqual({ a: owns('x') });
  });

  test('unless another owns it too', () => {
    const story = new Story()
      .apply('a', data({ x: '1', y: '2' }))
      .apply('b', data({ y: '2' }))
      .apply('a', data({ x: '1' }));
    expect(story.object).toEqual(data({ x: '1', y: '2' }));
    expect(story.owners).toEqual({ a: owns('x'), b: owns('y') });
  });

  test('another value than the owner’s is a conflict, which names the field', () => {
    const story = new Story().apply('a', data({ x: '1' })).apply('b', data({ y: '2' }));
    const error = thrownBy(() => story.apply('c', data({ x: '3', y: '3' })));
    const conflicts = error.conflicts.map(({ manager, path }) => [manager, formatPath(path)]);
    expect(conflicts).toEqual([
      ['a', '.data.x'],
      ['b', '.data.y'],
    ]);
    expect(story.object).toEqual(data({ x: '1', y: '2' }));
  });

  test('force takes it over', () => {
    const story = new Story()
      .apply('a', data({ x: '1', y: '2' }))
      .apply('b', data({ x: '3' }), { force: true });
    expect(story.object).toEqual(data({ x: '3', y: '2' }));
    expect(story.owners).toEqual({ a: owns('y'), b: owns('x') });
  });

  test('a manager that has lost all is gone', () => {
    const story = new Story()
      .apply('a', data({ x: '1' }))
      .apply('b', data({ x: '3' }), { force: true });
    expect(story.owners).toEqual({ b: owns('x') });
  });

  test('an item of a list goes with the last who applied it', () => {
    const ports = (...numbers: number[]) => ({
      spec: { ports: numbers.map((port) => ({ port, protocol: 'TCP' })) },
    });
    const story = new Story(typeOf('Service'))
      .apply('a', ports(80, 81))
      .apply('b', ports(81, 82))
      .apply('a', ports(80));
    expect(story.object).toEqual(ports(80, 81, 82));
    expect(story.apply('b', ports(82)).object).toEqual(ports(80, 82));
  });

  test('what others added to an item keeps it when its applier leaves', () => {
    const label = (labels: Record<string, string>) => ({ metadata: { labels } });
    const story = new Story()
      .apply('a', label({ x: '1' }))
      .update('b', label({ x: '1', y: '2' }))
      .apply('a', { metadata: {} });
    expect(story.object).toEqual(label({ y: '2' }));
  });

  test('fields the endpoint puts back are nobody’s', () => {
    const reset = FieldPathSet.of(['f:data', 'f:x']);
    const story = new Story(typeOf('ConfigMap'), new Updater(keep, () => reset));
    story.apply('a', data({ x: '1', y: '2' }));
    expect(story.owners).toEqual({ a: owns('y') });
  });

  test('owners of a version that is gone drop out', () => {
    const gone: Converter = { convert: (value, version) => (version === 'v0' ? undefined : value) };
    const story = new Story(typeOf('ConfigMap'), new Updater(gone, none))
      .apply('a', data({ x: '1' }), { apiVersion: 'v0' })
      .apply('b', data({ x: '2' }));
    expect(story.owners).toEqual({ b: owns('x') });
  });
});

describe('update', () => {
  test('the writer owns what it changes, and nothing else', () => {
    const story = new Story()
      .apply('a', data({ x: '1', y: '2' }))
      .update('b', data({ x: '9', y: '2', z: '3' }));
    expect(story.owners).toEqual({ a: owns('y'), b: owns('x', 'z') });
  });

  test('what it removes is nobody’s', () => {
    const story = new Story().apply('a', data({ x: '1', y: '2' })).update('b', data({ y: '2' }));
    expect(story.owners).toEqual({ a: owns('y') });
  });

  test('nothing changed, nothing owned', () => {
    const story = new Story().apply('a', data({ x: '1' })).update('b', data({ x: '1' }));
    expect(story.owners).toEqual({ a: owns('x') });
  });

  test('without a schema fields are told from the values', () => {
    const story = new Story(deducedType)
      .apply('a', { spec: { size: 1, tags: ['x'] } })
      .update('b', { spec: { size: 1, tags: ['x', 'y'] } });
    expect(story.owners).toEqual({
      a: { 'f:spec': { 'f:size': {}, '.': {} } },
      b: { 'f:spec': { 'f:tags': {} } },
    });
  });
});

test('who owned a part of what became atomic owns it as a whole', () => {
  const before = new Story(deducedType).apply('a', { spec: { selector: { x: '1' } } });
  const managers = new Map(
    Object.keys(before.owners).map((name) => [
      name,
      {
        set: FieldPathSet.of(['f:spec', 'f:selector', 'f:x']),
        apiVersion: 'v1',
        isApplied: true,
      },
    ]),
  );
  const live = TypedValue.of({ spec: { selector: { x: '1' } } }, typeOf('Service'));
  const write = { live, managers, apiVersion: 'v1', manager: 'b' };
  const after = new Updater(keep, none).update(write, live);
  expect([...after.values()].map(({ set }) => toFieldsV1(set))).toEqual([
    { 'f:spec': { 'f:selector': {} } },
  ]);
});

function thrownBy(act: () => unknown): ConflictsError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConflictsError) return error;
    throw error;
  }
  throw new Error('there was no conflict');
}
