import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  hasPostgresBinaries,
  type PostgresServer,
  startPostgres,
} from '../testing/postgres-server.js';
import { migrate } from './migrate.js';
import { PgliteGate } from './pglite-gate.js';
import { PgliteStream } from './pglite-stream.js';

function migrateSuite(connect: () => Promise<pg.Client>) {
  let folder: string;
  let client: pg.Client;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drillyard-migrations-'));
    client = await connect();
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  });
  afterEach(async () => {
    await client.end();
    await rm(folder, { recursive: true });
  });
  const write = async (name: string, sql: string) => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), sql);
  };
  const tables = async () =>
    (
      await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    ).rows
      .map((row) => row.tablename)
      .filter((name) => name !== '_prisma_migrations');

  it('applies what is missing, once, in order', async () => {
    await write('2_b', 'ALTER TABLE a ADD COLUMN x int');
    await write('1_a', 'CREATE TABLE a ()');
    expect(await migrate(client, folder)).toEqual(['1_a', '2_b']);
    await write('3_c', 'CREATE TABLE c ()');
    expect(await migrate(client, folder)).toEqual(['3_c']);
    expect(await tables()).toEqual(['a', 'c']);
  });

  it('undoes a migration that fails, says why, and tries again after it was put right', async () => {
    await write('1_a', 'CREATE TABLE a (); CREATE TABLE a ();');
    await expect(migrate(client, folder)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/1_a failed and was rolled back: relation "a" already exists/),
    });
    expect(await tables()).toEqual([]);
    await write('1_a', 'CREATE TABLE a ()');
    expect(await migrate(client, folder)).toEqual(['1_a']);
    expect(await tables()).toEqual(['a']);
  });

  it('takes up again after a process that died in the middle', async () => {
    await write('1_a', 'CREATE TABLE a ()');
    await migrate(client, folder);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('x', 'y', '2_b')`,
    );
    await write('2_b', 'CREATE TABLE b ()');
    expect(await migrate(client, folder)).toEqual(['2_b']);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await write('1_a', 'CREATE TABLE a ()');
    await migrate(client, folder);
    await write('1_a', 'CREATE TABLE a (y int)');
    await expect(migrate(client, folder)).rejects.toMatchObject({ code: 'MIGRATION_EDITED' });
  });
}

describe('migrate on PGlite', () => {
  let gate: PgliteGate;
  beforeAll(async () => {
    gate = new PgliteGate(await PGlite.create());
  });
  afterAll(() => gate.db.close());
  migrateSuite(async () => {
    const client = new pg.Client({ stream: () => new PgliteStream(gate), user: 'postgres' });
    await client.connect();
    return client;
  });

  it('lets the next connection in when one leaves in the middle of a transaction', async () => {
    const [first, second] = [0, 1].map(
      () => new pg.Client({ stream: () => new PgliteStream(gate), user: 'postgres' }),
    );
    await first?.connect();
    await second?.connect();
    await first?.query('BEGIN; CREATE TABLE left_behind ()');
    const waiting = second?.query("SELECT to_regclass('left_behind') AS found");
    await first?.end();
    expect((await waiting)?.rows).toEqual([{ found: null }]);
    await second?.end();
  });
});

describe.skipIf(!hasPostgresBinaries)('migrate on PostgreSQL', () => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.createDatabase('migrations');
  });
  afterAll(() => server?.stop());
  migrateSuite(async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  });
});
