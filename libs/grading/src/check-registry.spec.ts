import { checkKinds } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { CheckRegistry } from './check-registry.js';
import { accessCheck } from './checks/access.check.js';
import { answerCheck } from './checks/answer.check.js';
import { fileCheck } from './checks/file.check.js';
import { resourceCheck } from './checks/resource.check.js';

const all = [accessCheck, resourceCheck, fileCheck, answerCheck];

describe('CheckRegistry', () => {
  it('takes one evaluator for every kind of the format', () => {
    expect(all.map(({ kind }) => kind).sort()).toEqual([...checkKinds].sort());
    expect(() => new CheckRegistry(all)).not.toThrow();
  });

  it('refuses to be built with one missing or twice', () => {
    expect(() => new CheckRegistry(all.slice(1))).toThrow(
      /no evaluator for the check kind "access"/,
    );
    expect(() => new CheckRegistry([...all, fileCheck])).toThrow(/two evaluators/);
  });
});
