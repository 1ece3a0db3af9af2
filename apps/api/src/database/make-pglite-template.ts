import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openDatabase } from './open-database.js';
import { exists, pgliteTemplate } from './pglite-template.js';

/** Makes the template of this version where it is missing, and removes those of others. */
export async function makePgliteTemplate(migrationsFolder: string): Promise<void> {
  const template = await pgliteTemplate(migrationsFolder);
  if (await exists(template)) return;
  const cache = dirname(template);
  await mkdir(cache, { recursive: true });
  const draft = `${template}.${randomUUID()}`;
  const database = await openDatabase({ url: undefined, folder: draft, migrationsFolder });
  await database.close();
  // Another process may have been faster; one template is as good as the other.
  await rename(draft, template).catch(() => rm(draft, { recursive: true }));
  const others = (await readdir(cache)).filter(
    (name) => name.startsWith('pglite-') && !name.startsWith(basename(template)),
  );
  for (const name of others) await rm(join(cache, name), { recursive: true, force: true });
}
