import { serialize } from '@drillyard/kube-schema';
import { expect, test } from 'vitest';
import { longArrayOf, serializeList } from './serialize-list.js';

const items = Array.from({ length: 600 }, (_, index) => ({
  metadata: { name: `n-${index}`, annotations: { a: '"items":[] \n \u2028 <b>' } },
  data: index % 2 === 0 ? {} : { 10: 'a', 9: 'b', list: [] },
}));

test.each([
  ['a list', { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items }],
  ['a list of maps', { apiVersion: 'x/v1', items, kind: 'XList', metadata: { continue: '' } }],
  ['a table', { kind: 'Table', metadata: {}, columnDefinitions: [{ name: 'Name' }], rows: items }],
])('%s has the same bytes in portions', async (_name, list) => {
  const long = longArrayOf(list) ?? expect.unreachable();
  for (const pretty of [false, true]) {
    const bytes = await serializeList(list, long, { pretty });
    expect(bytes.toString()).toBe(serialize(list, { pretty }));
  }
});

test('a short list, and what is no list, is no work for portions', () => {
  expect(longArrayOf({ items: items.slice(0, 20) })).toBeUndefined();
  expect(longArrayOf({ kind: 'Pod' })).toBeUndefined();
  expect(longArrayOf(null)).toBeUndefined();
});
