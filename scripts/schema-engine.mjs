#!/usr/bin/env node
/**
 * Prisma's schema engine as a program, from an installed package instead of a download: the same
 * engine, compiled to WebAssembly, over a driver adapter. The Prisma command line starts it as
 * PRISMA_SCHEMA_ENGINE_BINARY (see prisma.config.ts) and speaks JSON-RPC with it, one message a
 * line. What is needed of the binary's interface:
 *
 *   --version                            print something
 *   cli can-connect-to-database          exit status; the reason as a log line on stderr
 *   cli create-database, drop-database
 *   (nothing)                            serve requests from stdin until it ends
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';

const require = createRequire(import.meta.url);
/** Without datamodels the engine refuses to start, and `db execute` has none. */
const emptySchema = ['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n'];
/** Prisma's words for what the driver reports. */
const connectionErrors = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  28000: 'P1000',
};

const { command, datamodels, url } = parseArguments(process.argv.slice(2));
const isPglite = url === undefined || /^(file|memory):/.test(url);
const open = new Set();

if (command === '--version') process.stdout.write('schema-engine-cli wasm\n');
else if (command === undefined) await serve();
else process.exitCode = isPglite ? 0 : await runDatabaseCommand(command);

function parseArguments(argv) {
  const parsed = { command: undefined, datamodels: [], url: undefined };
  for (let index = 0; index < argv.length; index += 1) {
    const value = argv[index + 1];
    if (argv[index] === '--version') parsed.command = '--version';
    else if (argv[index] === 'cli') parsed.command = value;
    else if (argv[index] === '--datasource') parsed.url = JSON.parse(value).url;
    else if (argv[index] === '--datamodels')
      parsed.datamodels.push([value, readFileSync(value, 'utf8')]);
  }
  return parsed;
}

function log(level, message, fields = {}) {
  const line = { timestamp: new Date().toISOString(), level, target: 'schema_engine::logger' };
  process.stderr.write(`${JSON.stringify({ ...line, fields: { message, ...fields } })}\n`);
}

async function runDatabaseCommand(name) {
  log('INFO', 'schema engine from @prisma/schema-engine-wasm');
  const target = new URL(url);
  const database = pg.escapeIdentifier(decodeURIComponent(target.pathname.slice(1)));
  if (name !== 'can-connect-to-database') target.pathname = '/postgres';
  const client = new pg.Client({ connectionString: String(target) });
  try {
    await client.connect();
    if (name === 'create-database') await client.query(`CREATE DATABASE ${database}`);
    if (name === 'drop-database') await client.query(`DROP DATABASE ${database} WITH (FORCE)`);
    await client.end();
    return 0;
  } catch (error) {
    const code = connectionErrors[error.code] ?? 'P1001';
    log('ERROR', error.message, { error_code: code, is_panic: false });
    return 1;
  }
}

/** The engine's own adapter for PGlite, whose scripts are awaited (0.7.2 returns too early). */
async function connectPglite() {
  const file = url?.startsWith('file:') ? url.slice('file:'.length) : undefined;
  const db = await PGlite.create(file);
  open.add(db);
  const factory = new PrismaPGlite(db);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      await db.exec(script);
    };
    return adapter;
  };
  return factory;
}

function connectPostgres() {
  reportCatalogCharsAsText();
  const factory = new PrismaPg({ connectionString: url });
  // A shadow database of our own: nothing to create on the server, nothing to leave behind.
  factory.connectToShadowDb = async () => {
    const db = await PGlite.create();
    open.add(db);
    return new PrismaPGlite(db).connect();
  };
  return factory;
}

/** The engine reads columns of the catalog type "char" (18, arrays 1002), which adapter-pg refuses. */
function reportCatalogCharsAsText() {
  const { addFields } = pg.Result.prototype;
  const textType = { 18: 25, 1002: 1009 };
  pg.Result.prototype.addFields = function addTextFields(fields) {
    for (const field of fields) field.dataTypeID = textType[field.dataTypeID] ?? field.dataTypeID;
    return addFields.call(this, fields);
  };
}

async function createEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => log('ERROR', message) };
  const factory = isPglite ? await connectPglite() : connectPostgres();
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : [emptySchema] },
    (line) => process.stderr.write(`${line}\n`),
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

async function serve() {
  let engine;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = line.trim() === '' ? {} : JSON.parse(line);
    if (request.method === undefined) continue;
    engine ??= createEngine();
    reply({ id: request.id, ...(await answer(await engine.catch((error) => error), request)) });
  }
  for (const db of open) await db.close();
}

async function answer(engine, { method, params }) {
  try {
    if (engine instanceof Error) throw engine;
    // The one method whose name differs between the binary and the module.
    const name = method === 'getDatabaseVersion' ? 'version' : method;
    if (typeof engine[name] !== 'function') throw new Error(`no such method: ${method}`);
    const result = (await engine[name](params ?? null)) ?? null;
    // The binary prints a script by calling back; the module returns it.
    if (name === 'diff' && result?.stdout)
      reply({ id: 'diff', method: 'print', params: { content: result.stdout } });
    return { result };
  } catch (error) {
    const message = String(error?.message ?? error);
    const code = error?.cause?.code ?? error?.code ?? null;
    const data = { is_panic: false, message, meta: null, error_code: code };
    return { error: { code: 4466, message: 'See data for the reason.', data } };
  }
}

function reply(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
