import { drawParams } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { contrastingSeed } from './contrasting-seed.js';

describe('contrastingSeed', () => {
  const params = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`p${index}`, { oneOf: ['a', 'b'] }]),
  );

  it('draws another value for every param that has one', () => {
    const mixed = { ...params, only: { oneOf: ['x'] } };
    for (const seed of ['1', '2', 'learner']) {
      const [first, second] = [seed, contrastingSeed({ params: mixed }, seed)].map((each) =>
        drawParams(mixed, each),
      );
      const same = Object.keys(mixed).filter((name) => first?.[name] === second?.[name]);
      expect(same).toEqual(['only']);
    }
  });

  it('is the same each time, and another seed where there are no params', () => {
    expect(contrastingSeed({ params }, '1')).toBe(contrastingSeed({ params }, '1'));
    expect(contrastingSeed({ params: {} }, '1')).toBe('1-again');
  });
});
