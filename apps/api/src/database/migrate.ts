import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationalError } from '@drillyard/errors';
import type { ClientBase } from 'pg';

/**
 * Applies the migrations that are missing, as `prisma migrate deploy` does and on the same table,
 * without its engine. Each file runs in one transaction together with the note that it ran: one
 * that fails, or whose process dies, leaves the database as it was and is tried again next time.
 */
export async function migrate(connection: ClientBase, folder: string): Promise<string[]> {
  await connection.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
  try {
    await connection.query(createTable);
    await connection.query(giveUpUnfinished);
    const checksums = await readChecksums(connection);
    const applied: string[] = [];
    for (const migration of await readMigrations(folder)) {
      if (wasApplied(migration, checksums.get(migration.name))) continue;
      await apply(connection, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await connection.query('SELECT pg_advisory_unlock($1)', [advisoryLock]);
  }
}

/** The number Prisma's engine locks with: its `migrate deploy` and our start exclude each other. */
const advisoryLock = 72_707_369;

const createTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** What an earlier start began and did not finish was rolled back with its transaction. */
const giveUpUnfinished = `UPDATE "_prisma_migrations" SET rolled_back_at = now()
  WHERE finished_at IS NULL AND rolled_back_at IS NULL`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readChecksums(connection: ClientBase): Promise<Map<string, string>> {
  const { rows } = await connection.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function wasApplied(migration: Migration, checksum: string | undefined): boolean {
  if (checksum === undefined) return false;
  if (checksum === migration.checksum) return true;
  throw new OperationalError(
    'MIGRATION_EDITED',
    `The migration ${migration.name} was edited after it had been applied to this database. ` +
      'Restore the file, or start with another database.',
  );
}

async function apply(connection: ClientBase, migration: Migration): Promise<void> {
  const id = randomUUID();
  await connection.query(
    'INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)',
    [id, migration.checksum, migration.name],
  );
  try {
    await connection.query('BEGIN');
    await connection.query(migration.sql);
    await connection.query(
      'UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
      [id],
    );
    await connection.query('COMMIT');
  } catch (cause) {
    await connection.query('ROLLBACK');
    const reason = cause instanceof Error ? cause.message : String(cause);
    await connection.query('UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1', [id, reason]);
    throw new OperationalError(
      'MIGRATION_FAILED',
      `The migration ${migration.name} failed and was rolled back: ${reason}. ` +
        'Put right what it names and start again.',
      { cause },
    );
  }
}
