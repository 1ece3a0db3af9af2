import { expect, test } from 'vitest';
import { yamlAnswer } from './yaml-answer.js';

test.each([
  [{ 'f:labels': { '.': {} } }, 'f:labels:\n  .: {}\n'],
  [{ b: 'yes', a: '1.5' }, 'a: "1.5"\nb: "yes"\n'],
  [{ when: '2026-01-02T03:04:05Z' }, 'when: "2026-01-02T03:04:05Z"\n'],
])('%j is written as sigs.k8s.io/yaml does', async (object, yaml) => {
  expect(await yamlAnswer(object)).toBe(yaml);
});
