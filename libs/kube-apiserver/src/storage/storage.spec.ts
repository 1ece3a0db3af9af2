import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeObject } from '@drillyard/kube-objects';
import { afterAll, describe, expect, test } from 'vitest';
import type { StorageEvent } from './event-ring.js';
import { FileJournal } from './file-journal.js';
import { SharedBase } from './shared-base.js';
import { Storage } from './storage.js';
import { defaultStorageLimits, type StorageLimits } from './storage-limits.js';

const configMaps = { group: '', resource: 'configmaps' };
const now = () => new Date('2026-01-02T03:04:05.678Z');

function configMap(name: string, data: Record<string, string> = {}, namespace = 'a'): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}

const base = new SharedBase([
  { resource: configMaps, object: configMap('base', { from: 'base' }) },
  { resource: configMaps, object: configMap('other', {}, 'b') },
]);

function newStorage(limits: Partial<StorageLimits> = {}, journal?: FileJournal): Storage {
  return new Storage({ base, journal, limits: { ...defaultStorageLimits, ...limits }, now });
}

function names(objects: Iterable<KubeObject>): string[] {
  return [...objects].map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

describe('shared base', () => {
  test('gives every cluster the same objects under their own identity', () => {
    const [one, other] = [newStorage(), newStorage()];
    const mine = one.get(configMaps, 'a', 'base');
    expect(mine?.metadata).toMatchObject({
      resourceVersion: '1',
      creationTimestamp: '2026-01-02T03:04:05Z',
    });
    expect(mine?.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(other.get(configMaps, 'a', 'base')?.metadata.uid).not.toBe(mine?.metadata.uid);
    expect(one.get(configMaps, 'a', 'base')).toBe(mine);
  });

  test('is covered by writes and hidden by deletions, without changing for others', () => {
    const [one, other] = [newStorage(), newStorage()];
    const before = one.get(configMaps, 'a', 'base')!;
    one.update(configMaps, { ...before, data: { from: 'overlay' } }, before);
    one.delete(configMaps, one.get(configMaps, 'b', 'other')!);
    expect(one.get(configMaps, 'a', 'base')).toMatchObject({ data: { from: 'overlay' } });
    expect(names(one.list(configMaps))).toEqual(['a/base']);
    expect(names(other.list(configMaps))).toEqual(['a/base', 'b/other']);
  });
});

describe('writes', () => {
  test('raise one resourceVersion, which stands where Go puts it', () => {
    const storage = newStorage();
    const first = storage.create(configMaps, configMap('x'));
    const second = storage.update(configMaps, { ...first, data: { a: '1' } }, first);
    const last = storage.delete(configMaps, second);
    const versions = [first, second, last].map(({ metadata }) => metadata.resourceVersion);
    expect(versions).toEqual(['3', '4', '5']);
    expect(Object.keys(first.metadata)).toEqual(['name', 'namespace', 'resourceVersion']);
    expect(storage.resourceVersion).toBe(5);
  });

  test('freeze what is stored', () => {
    const stored = newStorage().create(configMaps, configMap('x', { a: '1' }));
    expect(Object.isFrozen(stored['data'])).toBe(true);
  });

  test('lose against a write in between', () => {
    const storage = newStorage();
    const first = storage.create(configMaps, configMap('x'));
    storage.update(configMaps, { ...first, data: { a: '1' } }, first);
    expect(() => storage.update(configMaps, first, first)).toThrow('has changed');
    expect(() => storage.create(configMaps, configMap('x'))).toThrow('exists');
  });

  test.each([
    ['an object that is too big', { objectBytesMax: 60 }, 'etcdserver: request is too large'],
    ['too many bytes', { totalBytesMax: 60 }, 'etcdserver: mvcc: database space exceeded'],
    ['too many objects', { objectsMax: 2 }, 'etcdserver: mvcc: database space exceeded'],
  ])('refuse %s', (_what, limits, message) => {
    const storage = newStorage(limits);
    expect(() => storage.create(configMaps, configMap('x'))).toThrow(message);
    expect(storage.resourceVersion).toBe(2);
  });

  test('free their bytes when they are overwritten or deleted', () => {
    const storage = newStorage({ totalBytesMax: 300 });
    for (let round = 0; round < 20; round++) {
      const one = storage.create(configMaps, configMap('x', { a: 'x'.repeat(50) }));
      const two = storage.update(configMaps, { ...one, data: { a: 'y'.repeat(60) } }, one);
      storage.delete(configMaps, two);
    }
    expect(names(storage.list(configMaps, 'a'))).toEqual(['a/base']);
  });
});

describe('list', () => {
  test('sorts as etcd sorts keys and keeps namespaces apart', () => {
    const storage = newStorage();
    for (const [name, namespace] of [
      ['z', 'a'],
      ['b', 'a-b'],
      ['m', 'a'],
    ] as const) {
      storage.create(configMaps, configMap(name, {}, namespace));
    }
    expect(names(storage.list(configMaps))).toEqual(['a-b/b', 'a/base', 'a/m', 'a/z', 'b/other']);
    expect(names(storage.list(configMaps, 'a'))).toEqual(['a/base', 'a/m', 'a/z']);
  });

  test('goes back to an earlier resourceVersion', () => {
    const storage = newStorage();
    const one = storage.create(configMaps, configMap('one'));
    const then = storage.resourceVersion;
    storage.create(configMaps, configMap('two'));
    storage.delete(configMaps, one);
    storage.delete(configMaps, storage.get(configMaps, 'a', 'base')!);
    expect(names(storage.listAt(configMaps, 'a', then))).toEqual(['a/base', 'a/one']);
    expect(names(storage.listAt(configMaps, 'a', storage.resourceVersion))).toEqual(['a/two']);
  });
});

describe('watch', () => {
  test('replays what happened since, then follows', () => {
    const storage = newStorage();
    const one = storage.create(configMaps, configMap('one'));
    const since = storage.resourceVersion;
    const two = storage.update(configMaps, { ...one, data: { a: '1' } }, one);
    const seen: string[] = [];
    const stop = storage.watch(configMaps, since, (event) => seen.push(describeEvent(event)));
    storage.create({ group: '', resource: 'secrets' }, configMap('elsewhere'));
    storage.delete(configMaps, two);
    stop();
    storage.create(configMaps, configMap('late'));
    expect(seen).toEqual(['MODIFIED one 4', 'DELETED one 6']);
  });

  test('does not keep more history than bytes allow', () => {
    const storage = newStorage({ eventBytesMax: 1_000 });
    const one = storage.create(configMaps, configMap('one'));
    storage.update(configMaps, { ...one, data: { a: 'x'.repeat(990) } }, one);
    expect(() => storage.watch(configMaps, 3, () => undefined)).toThrow('too old');
    storage.watch(configMaps, 4, () => undefined);
  });

  test('is refused where the history is forgotten, or where too many are open', () => {
    const storage = newStorage({ eventsMax: 5, watchesMax: 1 });
    for (let index = 0; index < 20; index++) storage.create(configMaps, configMap(`x${index}`));
    expect(() => storage.watch(configMaps, 2, () => undefined)).toThrow(
      'too old resource version: 2 (',
    );
    const stop = storage.watch(configMaps, storage.resourceVersion, () => undefined);
    expect(() => storage.watch(configMaps, storage.resourceVersion, () => undefined)).toThrow(
      'too many watches',
    );
    stop();
    stop();
    storage.watch(configMaps, storage.resourceVersion, () => undefined);
    expect(() => storage.watch(configMaps, storage.resourceVersion, () => undefined)).toThrow();
  });
});

function describeEvent({ type, object }: StorageEvent): string {
  return `${type} ${object.metadata.name} ${object.metadata.resourceVersion}`;
}

describe('a journal in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drillyard-storage-'));
  let count = 0;
  const newPath = () => join(folder, `log-${count++}`);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('brings back everything that was acknowledged, history included', () => {
    const path = newPath();
    const storage = newStorage({}, new FileJournal(path));
    const one = storage.create(configMaps, configMap('one'));
    const since = storage.resourceVersion;
    storage.update(configMaps, { ...one, data: { a: 'ä' } }, one);
    storage.delete(configMaps, storage.get(configMaps, 'a', 'base')!);
    // Nothing is closed: that is how a killed process leaves it.
    const again = newStorage({}, new FileJournal(path));
    expect(names(again.list(configMaps))).toEqual(['a/one', 'b/other']);
    expect(again.get(configMaps, 'a', 'one')).toEqual(storage.get(configMaps, 'a', 'one'));
    expect(again.get(configMaps, 'b', 'other')?.metadata.uid).toBe(
      storage.get(configMaps, 'b', 'other')?.metadata.uid,
    );
    expect(again.resourceVersion).toBe(storage.resourceVersion);
    const seen: string[] = [];
    again.watch(configMaps, since, (event) => seen.push(event.type));
    expect(seen).toEqual(['MODIFIED', 'DELETED']);
  });

  test('drops a last line that was cut off, and goes on after it', () => {
    const path = newPath();
    const storage = newStorage({}, new FileJournal(path));
    storage.create(configMaps, configMap('one'));
    appendFileSync(path, '{"resourceVersion":99,"table":"/config');
    const again = newStorage({}, new FileJournal(path));
    again.create(configMaps, configMap('two'));
    const third = newStorage({}, new FileJournal(path));
    expect(names(third.list(configMaps, 'a'))).toEqual(['a/base', 'a/one', 'a/two']);
    expect(third.resourceVersion).toBe(4);
  });

  test('is compacted when it has grown, and loses nothing by it', () => {
    const path = newPath();
    const storage = newStorage({}, new FileJournal(path));
    let current = storage.create(configMaps, configMap('big'));
    storage.delete(configMaps, storage.get(configMaps, 'b', 'other')!);
    for (let round = 0; round < 12; round++) {
      current = storage.update(
        configMaps,
        { ...current, data: { a: String(round).repeat(500_000) } },
        current,
      );
    }
    expect(readFileSync(path).length).toBeLessThan(6_000_000);
    const again = newStorage({}, new FileJournal(path));
    expect(again.get(configMaps, 'a', 'big')).toEqual(current);
    expect(names(again.list(configMaps))).toEqual(['a/base', 'a/big']);
    expect(again.resourceVersion).toBe(storage.resourceVersion);
  });

  test.each([
    ['not ours', 'hello\n', /line 1 is damaged/],
    ['of another format', '{"format":"x"}\n', /is not a drillyard-cluster-state/],
  ])('refuses a file that is %s', (_what, text, message) => {
    const path = newPath();
    writeFileSync(path, text);
    expect(() => newStorage({}, new FileJournal(path))).toThrow(message);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});
