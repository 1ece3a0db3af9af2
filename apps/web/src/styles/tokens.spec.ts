import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function token(name: string, theme: 'light' | 'dark'): string {
  const pair = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  if (!pair) throw new Error(`tokens.css has no pair --${name}`);
  return pair[theme === 'light' ? 1 : 2]!;
}

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['paper', 'surface', 'sunken'];
const text = ['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-strong', 'pass', 'fail', 'warn'];
const washes = [
  ['ink', 'accent-wash'],
  ['ink', 'pass-wash'],
  ['ink', 'fail-wash'],
  ['ink', 'warn-wash'],
  ['ink-soft', 'accent-wash'],
  ['ink-soft', 'pass-wash'],
  ['accent', 'accent-wash'],
  ['pass', 'pass-wash'],
  ['fail', 'fail-wash'],
  ['warn', 'warn-wash'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['surface', 'pass'],
];
const pairs = [...text.flatMap((name) => grounds.map((ground) => [name, ground])), ...washes];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  it.each(pairs)('%s on %s is readable (1.4.3: 4.5 to 1)', (name, ground) => {
    expect(contrast(token(name!, theme), token(ground!, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('the edge of a field stands out on %s (1.4.11: 3 to 1)', (ground) => {
    expect(contrast(token('line-strong', theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});
