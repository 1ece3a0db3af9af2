import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureHome } from './files/home-usage.js';
import { HomeQuota } from './home-quota.js';

const kibibyte = 1024;

describe('a home', () => {
  let home: string;
  const fill = (name: string, bytes: number) => writeFileSync(join(home, name), 'x'.repeat(bytes));

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'home-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('is measured by what it takes on disk', async () => {
    fill('full', 64 * kibibyte);
    writeFileSync(join(home, 'sparse'), '');
    truncateSync(join(home, 'sparse'), 10_000 * kibibyte);
    symlinkSync('/usr', join(home, 'link'));
    const { bytes, entries } = await measureHome(home, { bytesMax: 1e9, entriesMax: 1000 });
    expect(entries).toBe(3);
    expect(bytes).toBeGreaterThanOrEqual(64 * kibibyte);
    expect(bytes).toBeLessThan(200 * kibibyte);
  });

  it('is not counted to its end once it is too large', async () => {
    for (let index = 0; index < 20; index += 1) fill(`f${index}`, 1);
    const { entries } = await measureHome(home, { bytesMax: 1e9, entriesMax: 5 });
    expect(entries).toBe(6);
  });

  it('above its limit is told once, and again only when it has grown', async () => {
    const told: string[] = [];
    let grows = 0;
    const quota = new HomeQuota({
      ...{ home, bytesMax: 100 * kibibyte, intervalMs: 5 },
      onExceeded: async (message) => {
        told.push(message);
      },
    });
    const times = (count: number) => expect.poll(() => told.length).toBe(count);
    fill('small', 50 * kibibyte);
    quota.start();
    fill('large', 100 * kibibyte);
    await times(1);
    expect(told[0]).toContain('delete what you do not need');
    // What comes while the first is still being told counts as told with it.
    const grown = () => {
      if (told.length < 2) fill(`larger-${grows++}`, 100 * kibibyte);
      return told.length;
    };
    await expect.poll(grown).toBe(2);
    quota.stop();
    fill('unseen', 100 * kibibyte);
    await times(2);
  });
});
