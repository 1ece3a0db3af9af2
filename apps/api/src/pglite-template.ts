/** A step of the build: makes the database that a first start copies. */
import { readAppConfig } from './config/app-config.js';
import { makePgliteTemplate } from './database/make-pglite-template.js';

await makePgliteTemplate(readAppConfig({}).migrationsFolder);
