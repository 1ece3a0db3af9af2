import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationalError } from '@drillyard/errors';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';
import { migrate } from './migrate.js';
import { PgliteGate } from './pglite-gate.js';
import { PgliteStream } from './pglite-stream.js';
import { copyPgliteTemplate } from './pglite-template.js';

/** The store, migrated and ready. */
export interface Database {
  readonly engine: 'PGlite' | 'PostgreSQL';
  readonly prisma: PrismaClient;
  /** Asks it something; rejects where no answer comes in time. */
  ping(limitMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A PostgreSQL server. Undefined: PGlite. */
  readonly url: string | undefined;
  /** Where PGlite keeps its files; undefined keeps them in memory. */
  readonly folder: string | undefined;
  readonly migrationsFolder: string;
}

/** Transactions here take milliseconds. On PGlite they queue up, hence the patience. */
const transactionOptions = { maxWait: 10_000, timeout: 10_000 };
/** A connection to PGlite is an object; this many callers get one without waiting. */
const pgliteConnectionsMax = 10;
/** PostgreSQL allows 100 by default: room for several servers and an operator's psql. */
const postgresConnectionsMax = 20;
const connectTimeoutMs = 10_000;

/** Opens the database and brings its tables up to date; an OperationalError names the database. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { engine, pool, closeEngine } =
    options.url === undefined ? await openPglite(options) : openPostgres(options.url);
  // An idle connection that breaks is replaced by the pool; the next query would report it.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions,
    // An error message must not repeat what was to be stored.
    errorFormat: 'minimal',
  });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
    await closeEngine();
  };
  try {
    await migrateWith(pool, options.migrationsFolder);
  } catch (error) {
    await close();
    throw options.url === undefined ? error : explainConnection(error, options.url);
  }
  const ping = async (limitMs: number) => {
    await Promise.race([prisma.$queryRaw`SELECT 1`, timeout(limitMs)]);
  };
  return { engine, prisma, ping, close };
}

async function timeout(limitMs: number): Promise<never> {
  await sleep(limitMs, undefined, { ref: false });
  throw new OperationalError('DATABASE_SLOW', `no answer within ${limitMs} ms`);
}

interface OpenEngine {
  readonly engine: Database['engine'];
  readonly pool: pg.Pool;
  readonly closeEngine: () => Promise<void>;
}

async function openPglite({ folder, migrationsFolder }: DatabaseOptions): Promise<OpenEngine> {
  try {
    if (folder !== undefined) {
      await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
      const copied = await copyPgliteTemplate(migrationsFolder, folder);
      if (!copied) await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    const db = await (folder === undefined ? PGlite.create() : PGlite.create(folder));
    const gate = new PgliteGate(db);
    const pool = new pg.Pool({
      stream: () => new PgliteStream(gate),
      max: pgliteConnectionsMax,
      user: 'postgres',
      database: 'postgres',
      ssl: false,
    });
    return { engine: 'PGlite', pool, closeEngine: () => db.close() };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OperationalError(
      'DATABASE_UNAVAILABLE',
      `The built-in database in ${folder ?? 'memory'} does not open: ${reason}. ` +
        'Check that the disk has space and that the folder is yours; DRILLYARD_HOME chooses another.',
      { cause },
    );
  }
}

function openPostgres(url: string): OpenEngine {
  const pool = new pg.Pool({
    connectionString: url,
    max: postgresConnectionsMax,
    connectionTimeoutMillis: connectTimeoutMs,
  });
  return { engine: 'PostgreSQL', pool, closeEngine: async () => undefined };
}

async function migrateWith(pool: pg.Pool, folder: string): Promise<void> {
  const connection = await pool.connect();
  try {
    await migrate(connection, folder);
  } finally {
    connection.release();
  }
}

function explainConnection(error: unknown, url: string): unknown {
  if (error instanceof OperationalError) return error;
  const { host, pathname } = new URL(url);
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return new OperationalError(
    'DATABASE_UNAVAILABLE',
    `The PostgreSQL database ${pathname.slice(1)} at ${host} cannot be used: ${reason}. ` +
      'Start it or correct DATABASE_URL; without DATABASE_URL the built-in database is used.',
    { cause: error },
  );
}
