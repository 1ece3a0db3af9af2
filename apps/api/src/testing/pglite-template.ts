import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../database/open-database.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
export const migrationsFolder = join(root, 'prisma', 'migrations');

/**
 * Copies a PGlite folder that was initialised and migrated once: making one costs seconds of CPU,
 * copying it a moment. Kept until the migrations or PGlite change.
 */
export async function copyPgliteTemplate(to: string): Promise<void> {
  const cache = join(root, 'node_modules', '.cache', 'drillyard');
  const template = join(cache, `pglite-${await fingerprint()}`);
  if (!(await exists(template))) {
    await mkdir(cache, { recursive: true });
    const draft = `${template}.${randomUUID()}`;
    const database = await openDatabase({ url: undefined, folder: draft, migrationsFolder });
    await database.close();
    // Another test process may have been faster; one template is as good as the other.
    await rename(draft, template).catch(() => rm(draft, { recursive: true }));
  }
  await cp(template, to, { recursive: true });
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  hash.update(await readFile(join(dirname(pglite), '..', 'package.json')));
  for (const name of (await readdir(migrationsFolder)).sort()) {
    const sql = join(migrationsFolder, name, 'migration.sql');
    if (await exists(sql)) hash.update(await readFile(sql));
  }
  return hash.digest('hex').slice(0, 12);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
