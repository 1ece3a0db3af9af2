import { describe, expect, it } from 'vitest';
import { containerUsage, type MeasuredContainer, resolutionMs } from './container-usage.js';

const startedAt = new Date('2026-01-01T00:00:00Z');
const later = (ms: number) => new Date(startedAt.getTime() + ms);
const hour = 3_600_000;
const mebibyte = 1_048_576;

function usage(container: Partial<MeasuredContainer>, ageMs = hour) {
  const whole = { key: 'a/b/c', image: 'nginx:1.27', command: [], startedAt, ...container };
  const { cpuNanos, memoryBytes } = containerUsage(whole, later(ageMs));
  return { cpuMillis: cpuNanos / 1e6, mebibytes: memoryBytes / mebibyte };
}

describe('containerUsage', () => {
  it.each<
    [what: string, Partial<MeasuredContainer>, cpu: [number, number], memory: [number, number]]
  >([
    ['a web server nobody asks', {}, [0.5, 2], [4, 10]],
    ['a program that waits', { image: 'nginx', command: ['sleep', '3600'] }, [0, 0.1], [0.5, 2]],
    [
      'one that waits and requests much',
      { image: 'busybox', command: ['sleep', '1d'], requests: { cpu: '2', memory: '1Gi' } },
      [0, 0.1],
      [0.5, 2],
    ],
    [
      'an image by its last part',
      { image: 'registry.example.com:5000/team/mysql:8@sha256:0a' },
      [5, 15],
      [250, 450],
    ],
    ['what is not known', { image: 'example.com/shop' }, [1, 6], [12, 26]],
    [
      'what requests more than it is known for',
      { requests: { cpu: '500m', memory: '256Mi' } },
      [60, 140],
      [100, 200],
    ],
    [
      'a loop that never rests',
      { image: 'busybox', command: ['sh', '-c', 'while true; do :; done'] },
      [950, 1000],
      [0.5, 2],
    ],
    [
      'the same within a limit',
      { image: 'busybox', command: ['yes'], limits: { cpu: '200m' } },
      [200, 200],
      [0.5, 2],
    ],
    [
      'stress',
      {
        image: 'polinux/stress',
        command: ['stress', '--cpu', '2', '--vm', '1', '--vm-bytes', '150M'],
      },
      [2900, 3000],
      [110, 190],
    ],
    [
      'memory within a limit',
      { image: 'jenkins/jenkins', limits: { memory: '64Mi' } },
      [10, 70],
      [55, 64],
    ],
  ])('is plausible for %s', (_what, container, [cpuLow, cpuHigh], [memoryLow, memoryHigh]) => {
    const { cpuMillis, mebibytes } = usage(container);
    expect(cpuMillis).toBeGreaterThanOrEqual(cpuLow);
    expect(cpuMillis).toBeLessThanOrEqual(cpuHigh);
    expect(mebibytes).toBeGreaterThanOrEqual(memoryLow);
    expect(mebibytes).toBeLessThanOrEqual(memoryHigh);
  });

  it('is the same for whoever looks, until the next sample', () => {
    expect(usage({}, hour)).toEqual(usage({}, hour + resolutionMs - 1));
    expect(usage({}, hour)).not.toEqual(usage({}, hour + resolutionMs));
    expect(usage({ key: 'x' })).not.toEqual(usage({ key: 'y' }));
  });

  it('is more processor and less memory at the start', () => {
    const [young, old] = [usage({}, 16_000), usage({}, hour)];
    expect(young.cpuMillis).toBeGreaterThan(old.cpuMillis);
    expect(young.mebibytes).toBeLessThan(old.mebibytes);
  });
});
