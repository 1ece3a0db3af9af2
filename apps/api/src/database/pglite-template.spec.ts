import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationsFolder } from '../testing/pglite-template.js';
import { makePgliteTemplate } from './make-pglite-template.js';
import { copyPgliteTemplate } from './pglite-template.js';

describe('the database of a first start', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drillyard-template-'));
    await makePgliteTemplate(migrationsFolder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['missing', 'empty', 'half copied'])(
    'is a copy where the folder is %s',
    async (state) => {
      const to = join(folder, state);
      if (state === 'empty') await mkdir(to);
      if (state === 'half copied') {
        await mkdir(`${to}.new`);
        await writeFile(join(`${to}.new`, 'torn'), '');
      }
      expect(await copyPgliteTemplate(migrationsFolder, to)).toBe(true);
      expect(await readFile(join(to, 'PG_VERSION'), 'utf8')).toMatch(/^\d+\n$/);
      expect(await readdir(to)).not.toContain('torn');
      expect((await stat(to)).mode & 0o777).toBe(0o700);
      expect(await readdir(folder)).not.toContain(`${state}.new`);
    },
  );

  it('is left alone once somebody has used it', async () => {
    const to = join(folder, 'used');
    await mkdir(to);
    await writeFile(join(to, 'mine'), '');
    expect(await copyPgliteTemplate(migrationsFolder, to)).toBe(false);
    expect(await readdir(to)).toEqual(['mine']);
  });

  it('is none of another version', async () => {
    const migrations = join(folder, 'migrations');
    await mkdir(join(migrations, '1'), { recursive: true });
    await writeFile(join(migrations, '1', 'migration.sql'), 'SELECT 1');
    expect(await copyPgliteTemplate(migrations, join(folder, 'other'))).toBe(false);
  });
});
