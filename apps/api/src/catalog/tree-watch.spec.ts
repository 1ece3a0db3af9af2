import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TreeWatch } from './tree-watch.js';

describe('TreeWatch', () => {
  let folder: string;
  let watch: TreeWatch;
  let changes = 0;
  const errors: unknown[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tree-watch-'));
    mkdirSync(join(folder, 'lab'));
    writeFileSync(file(), 'first');
    watch = new TreeWatch(
      folder,
      () => {
        changes += 1;
      },
      (error) => errors.push(error),
    );
  });
  afterEach(() => {
    watch.close();
    rmSync(folder, { recursive: true });
    expect(errors).toEqual([]);
  });

  const file = () => join(folder, 'lab', 'lab.yaml');
  const tells = async (change: () => void) => {
    changes = 0;
    change();
    await vi.waitFor(() => expect(changes).toBeGreaterThan(0));
  };

  it('tells of every save, however the editor saves', async () => {
    await tells(() => writeFileSync(file(), 'in place'));
    await tells(() => {
      writeFileSync(`${file()}.tmp`, 'a new file');
      renameSync(`${file()}.tmp`, file());
    });
    await tells(() => writeFileSync(file(), 'in the place of the new file'));
  });

  it('follows folders that come, and forgets those that go', async () => {
    const fresh = join(folder, 'new', 'deep');
    await tells(() => mkdirSync(fresh, { recursive: true }));
    await vi.waitFor(() => tells(() => writeFileSync(join(fresh, 'a'), String(changes))));
    await tells(() => rmSync(join(folder, 'new'), { recursive: true }));
    await tells(() => writeFileSync(file(), 'still'));
  });
});
