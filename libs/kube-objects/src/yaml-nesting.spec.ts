import { describe, expect, it } from 'vitest';
import { findDeepYamlNesting, yamlNestingLimits } from './yaml-nesting.js';

const { flowDepth, indentation, indicatorsPerLine, explicitKeys } = yamlNestingLimits;

describe('findDeepYamlNesting', () => {
  it.each([
    ['an object', 'kind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n'],
    ['brackets up to the limit', '['.repeat(flowDepth)],
    ['brackets that close again', '[[{}]]\n'.repeat(flowDepth)],
    ['closing brackets alone', ']'.repeat(flowDepth + 1)],
    ['indicators up to the limit', '- '.repeat(indicatorsPerLine)],
    ['explicit keys up to the limit', '? a\n'.repeat(explicitKeys)],
    ['indentation up to the limit', `${' '.repeat(indentation)}a: 1`],
  ])('lets %s pass', (_what, text) => {
    expect(findDeepYamlNesting(text)).toBeUndefined();
  });

  it.each([
    ['brackets', 1, '['.repeat(flowDepth + 1)],
    ['brackets over several lines', flowDepth + 1, '{a:\n'.repeat(flowDepth + 1)],
    ['sequences in one line', 1, '- '.repeat(400)],
    ['explicit keys in one line', 1, '? '.repeat(400)],
    ['explicit keys after an anchor', 1, `&a ${'? '.repeat(400)}`],
    ['explicit keys after a byte order mark', 1, `\ufeff${'? '.repeat(400)}`],
    ['explicit keys after the start of a document', 1, `--- ${'? '.repeat(400)}`],
    ['sequences after a key', 1, `a: ${'- '.repeat(400)}`],
    ['explicit keys in lines of their own', explicitKeys + 1, '?\n'.repeat(400)],
    ['explicit keys after carriage returns', explicitKeys + 1, '? a\r'.repeat(400)],
    ['indentation', 2, `a:\n${' '.repeat(indentation + 1)}b: 1`],
  ])('finds too many %s', (_what, line, text) => {
    expect(findDeepYamlNesting(text)).toBe(line);
  });
});
