import { describe, expect, it } from 'vitest';
import { readManifest } from './manifest.js';

describe('readManifest', () => {
  it('reads several documents, skips empty ones, unpacks lists and reads YAML 1.1 words', () => {
    const { objects, problems } = readManifest(
      'x.yaml',
      `---
apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data: { on: yes }
---
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Pod, metadata: { name: b } }
  - { apiVersion: v1, kind: Pod, metadata: { generateName: c- } }
`,
    );
    expect(problems).toEqual([]);
    expect(objects).toMatchObject([
      { kind: 'ConfigMap', data: { true: true } },
      { metadata: { name: 'b' } },
      { metadata: { generateName: 'c-' } },
    ]);
  });

  it.each([
    ['kind: Pod\nmetadata: { name: a }\n', 1, /no apiVersion/],
    ['apiVersion: v1\nkind: Pod\n---\nx: 1\n', 1, /no metadata.name/],
    ['# note\nplain text\n', 2, /no apiVersion/],
    ['apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1 }]\n', 1, /no kind/],
  ])('reports what is no object in %j', (text, line, message) => {
    expect(readManifest('x.yaml', text).problems[0]).toMatchObject({
      file: 'x.yaml',
      line,
      message: expect.stringMatching(message),
    });
  });
});
