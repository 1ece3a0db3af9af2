import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, openDatabase } from '../database/open-database.js';
import { hasPostgresBinaries, type PostgresServer, startPostgres } from './postgres-server.js';

export const migrationsFolder = fileURLToPath(
  new URL('../../../../prisma/migrations', import.meta.url),
);

/** Runs a suite on PGlite in memory, and on a real PostgreSQL where its binaries are installed. */
export function describeOnBothEngines(title: string, suite: (db: () => Database) => void): void {
  describe(`${title} on PGlite`, () => {
    runOn(() => openDatabase({ url: undefined, folder: undefined, migrationsFolder }), suite);
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
