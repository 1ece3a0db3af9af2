import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePgliteTemplate } from '../database/make-pglite-template.js';
import * as template from '../database/pglite-template.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
export const migrationsFolder = join(root, 'prisma', 'migrations');

/** As a first start does it; makes the template where no build has. */
export async function copyPgliteTemplate(to: string): Promise<void> {
  await makePgliteTemplate(migrationsFolder);
  await template.copyPgliteTemplate(migrationsFolder, to);
}
