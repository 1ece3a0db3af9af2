import { serialize } from '@drillyard/kube-schema';
import { describe, expect, it } from 'vitest';
import { deepFreeze } from '../storage/deep-freeze.js';
import { ObjectTexts } from './object-texts.js';

const metadata = { name: 'one', resourceVersion: '7' };
const objects = {
  plain: { kind: 'ConfigMap', apiVersion: 'v1', metadata, data: { a: 'b' } },
  escaped: { kind: 'ConfigMap', apiVersion: 'v1', metadata, data: { a: '<&>\u2028é' } },
  'with numbers for keys': {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata,
    data: { b: '', 10: 'x', 9: 'y' },
  },
  custom: { apiVersion: 'example.com/v1', kind: 'Crontab', metadata, spec: {} },
};

describe('the text of stored objects', () => {
  it.each(Object.entries(objects))('is what serialize writes: %s', (_, object) => {
    const texts = new ObjectTexts();
    deepFreeze(object);
    expect(texts.whole(object)).toBe(serialize(object));
    expect(texts.whole(object)).toBe(serialize(object));
  });

  it('is what serialize writes of a list', () => {
    const texts = new ObjectTexts();
    const { plain, escaped } = objects;
    const head = { kind: 'ConfigMapList', apiVersion: 'v1', metadata: { resourceVersion: '9' } };
    const items = [plain, escaped].map(({ kind: _kind, apiVersion: _version, ...rest }) => rest);
    expect(texts.list(head)([plain, escaped])).toBe(serialize({ ...head, items }));
    expect(texts.list(head)([])).toBe(serialize({ ...head, items: [] }));
  });

  it('of an object that may still change is not kept', () => {
    const texts = new ObjectTexts();
    const draft = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a' } };
    texts.whole(draft);
    draft.metadata.name = 'b';
    expect(texts.whole(draft)).toContain('"b"');
  });

  it('stays right when there is more of it than is kept', () => {
    const texts = new ObjectTexts();
    const large = Array.from({ length: 30 }, (_, index) =>
      deepFreeze({
        ...{ kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: `map-${index}` } },
        data: { text: 'x'.repeat(100_000) },
      }),
    );
    for (const object of [...large, ...large]) expect(texts.whole(object)).toBe(serialize(object));
  });
});
