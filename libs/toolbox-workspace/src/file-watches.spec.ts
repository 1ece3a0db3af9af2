import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileWatches } from './file-watches.js';
import { ContainerProcesses } from './processes.js';
import { here } from './testing/here.js';

describe('FileWatches', () => {
  it('tells who watches of a change, and nobody else, until it is closed', async () => {
    const home = await mkdtemp(join(tmpdir(), 'watched-'));
    const watches = new FileWatches({
      ...{ engine: here(), container: 'one', user: '1000' },
      environment: { PATH: '/usr/bin:/bin' },
      processes: new ContainerProcesses(here(), 'one', '1000', true),
    });
    const seen = { one: 0, other: 0 };
    watches.add(join(home, 'one'), () => {
      seen.one += 1;
    });
    const stop = watches.add(join(home, 'other'), () => {
      seen.other += 1;
    });
    let turn = 0;
    const touch = async () => {
      turn += 1;
      await writeFile(join(home, 'one'), `${turn}`);
      return seen.one;
    };
    await expect.poll(touch, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(seen.other).toBe(0);
    stop();
    watches.close();
    await rm(home, { recursive: true });
  });
});
