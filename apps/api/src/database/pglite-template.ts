import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'drillyard');
const fingerprintLength = 12;

/**
 * Where the build keeps a PGlite folder that was initialised and migrated once. Its name changes
 * with PGlite and with the migrations: what another version made is never used.
 */
export async function pgliteTemplate(migrationsFolder: string): Promise<string> {
  return join(cache, `pglite-${await fingerprint(migrationsFolder)}`);
}

/**
 * Fills a folder that is missing or empty with a copy of the template: initialising a database
 * costs seconds of CPU and most of a gigabyte, copying one a moment. Answers whether it did; where
 * there is no template, PGlite initialises the folder by itself.
 */
export async function copyPgliteTemplate(migrationsFolder: string, to: string): Promise<boolean> {
  const entries = await readdir(to).catch(() => []);
  const template = await pgliteTemplate(migrationsFolder);
  if (entries.length > 0 || !(await exists(template))) return false;
  const draft = `${to}.new`;
  // Left by a process that died in the middle; the data folder is locked, so nobody is at it.
  await rm(draft, { recursive: true, force: true });
  await cp(template, draft, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await chmod(draft, 0o700);
  await rename(draft, to);
  return true;
}

async function fingerprint(migrationsFolder: string): Promise<string> {
  const hash = createHash('sha256');
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  hash.update(await readFile(join(dirname(pglite), '..', 'package.json')));
  for (const name of (await readdir(migrationsFolder)).sort()) {
    const sql = join(migrationsFolder, name, 'migration.sql');
    if (await exists(sql)) hash.update(await readFile(sql));
  }
  return hash.digest('hex').slice(0, fingerprintLength);
}

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
