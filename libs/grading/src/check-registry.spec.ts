import { checkKinds } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { CheckRegistry, checkEvaluators } from './check-registry.js';

describe('CheckRegistry', () => {
  it('takes one evaluator for every kind of the format', () => {
    expect(checkEvaluators.map(({ kind }) => kind).sort()).toEqual([...checkKinds].sort());
    expect(() => new CheckRegistry(checkEvaluators)).not.toThrow();
  });

  it('refuses to be built with one missing or twice', () => {
    const [first, ...others] = checkEvaluators;
    if (first === undefined) throw new Error('there are no evaluators');
    const missing = new RegExp(`no evaluator for the check kind "${first.kind}"`);
    expect(() => new CheckRegistry(others)).toThrow(missing);
    expect(() => new CheckRegistry([...checkEvaluators, first])).toThrow(/two evaluators/);
  });
});
