import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, openDatabase } from '../database/open-database.js';
import { copyPgliteTemplate, migrationsFolder } from './pglite-template.js';
import { hasPostgresBinaries, type PostgresServer, startPostgres } from './postgres-server.js';

/** Runs a suite on PGlite, and on a real PostgreSQL where its binaries are installed. */
export function describeOnBothEngines(title: string, suite: (db: () => Database) => void): void {
  describe(`${title} on PGlite`, () => {
    let folder: string;
    const open = async () => {
      folder = await mkdtemp(join(tmpdir(), 'drillyard-pglite-'));
      await copyPgliteTemplate(folder);
      return openDatabase({ url: undefined, folder, migrationsFolder });
    };
    runOn(open, suite, () => rm(folder, { recursive: true, force: true }));
  });
  describe.skipIf(!hasPostgresBinaries)(`${title} on PostgreSQL`, () => {
    let server: PostgresServer;
    const open = async () => {
      server = await startPostgres();
      const url = await server.createDatabase('drillyard');
      return openDatabase({ url, folder: undefined, migrationsFolder });
    };
    runOn(open, suite, () => server?.stop());
  });
}

function runOn(
  open: () => Promise<Database>,
  suite: (db: () => Database) => void,
  stop?: () => Promise<void>,
): void {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(async () => {
    await database?.close();
    await stop?.();
  });
  suite(() => database);
}
