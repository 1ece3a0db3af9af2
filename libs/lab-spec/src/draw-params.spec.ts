import { describe, expect, it } from 'vitest';
import { drawParams } from './draw-params.js';

const specs = {
  namespace: { oneOf: ['atlas', 'borealis', 'cygnus'] },
  port: { integer: { min: 30_000, max: 30_010 } },
  team: { dnsLabel: { prefix: 'team-' } },
};

describe('drawParams', () => {
  it('gives what it has always given: learners keep their params over releases', () => {
    expect(drawParams(specs, 'learner-1')).toEqual({
      namespace: 'borealis',
      port: 30_010,
      team: 'team-j6lqv',
    });
  });

  it('does not change a param when another is added', () => {
    const { namespace } = drawParams({ namespace: specs.namespace }, 'x');
    expect(drawParams(specs, 'x')['namespace']).toBe(namespace);
  });

  it('reaches every value and stays within bounds', () => {
    const drawn = Array.from({ length: 400 }, (_, seed) => drawParams(specs, `seed-${seed}`));
    expect(new Set(drawn.map(({ namespace }) => namespace)).size).toBe(3);
    const ports = new Set(drawn.map(({ port }) => Number(port)));
    expect([Math.min(...ports), Math.max(...ports), ports.size]).toEqual([30_000, 30_010, 11]);
    expect(new Set(drawn.map(({ team }) => team)).size).toBe(400);
    expect(drawn.every(({ team }) => /^team-[a-z0-9]{5}$/.test(String(team)))).toBe(true);
  });
});
