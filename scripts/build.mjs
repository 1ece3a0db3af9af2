/**
 * Builds what is stale: the database client, the TypeScript projects, an empty database, the web app.
 *
 *   node scripts/build.mjs            build what changed since the last build
 *   node scripts/build.mjs --quiet    say nothing unless there is something to build
 *   node scripts/build.mjs --api      no more than the API needs: the web app may be behind it
 *
 * Needs nothing but the installed packages: no network, no install scripts. Two builds at a time
 * wait for each other, so a test run and a server start can share one checkout.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules', '.cache', 'drillyard');
const lock = join(cache, 'build.lock');
/** A build takes under a minute; whoever waits longer than this says so and gives up. */
const lockWaitMs = 5 * 60_000;

const compilerSettings = [
  'tsconfig.json',
  'tsconfig.base.json',
  'tsconfig.node.json',
  'tsconfig.pure.json',
];

const steps = [
  {
    name: 'database client',
    inputs: ['prisma/schema.prisma', 'prisma.config.ts'],
    outputs: ['apps/api/src/database/generated'],
    run: () => node('prisma/build/index.js', 'generate'),
  },
  {
    name: 'libraries, API and command line',
    inputs: [
      ...packages('libs').flatMap((dir) => [`${dir}/src`, `${dir}/tsconfig.json`]),
      ...['api', 'cli'].flatMap((app) => [`apps/${app}/src`, `apps/${app}/tsconfig.json`]),
      ...compilerSettings,
    ],
    outputs: ['apps/api/dist', 'apps/cli/dist'],
    run: () => tsc('-b', 'apps/api', 'apps/cli'),
  },
  {
    name: 'empty database',
    inputs: ['prisma/migrations', 'apps/api/src/database'],
    outputs: [],
    isMissing: () => !readdirSync(cache).some((name) => name.startsWith('pglite-')),
    run: () => program('apps/api/dist/pglite-template.js'),
  },
  {
    name: 'types of everything else',
    inputs: ['apps/web/src', 'apps/web/tsconfig.json', ...compilerSettings],
    outputs: [],
    run: () => tsc('-b'),
  },
  {
    name: 'web app',
    inputs: [
      'apps/web/src',
      'apps/web/index.html',
      'apps/web/vite.config.ts',
      'apps/web/public',
      'libs/terminal-protocol/src',
    ],
    outputs: ['apps/web/dist'],
    run: () => node('vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn'),
  },
];

/**
 * The native compiler takes a quarter of the time and writes the same files. What uses TypeScript as a
 * library (dependency-cruiser, openapi-typescript, our generators) needs version 6 beside it.
 */
function tsc(...args) {
  return node('typescript-7/bin/tsc', ...args);
}

/** Runs a program that an installed package brings, with this Node. */
function node(script, ...args) {
  const [scope, name, ...rest] = script.split('/');
  const specifier = script.startsWith('@') ? `${scope}/${name}` : scope;
  const path = script.startsWith('@') ? rest : [name, ...rest];
  const home = dirname(
    createRequire(join(root, 'package.json')).resolve(`${specifier}/package.json`),
  );
  return program(join(home, ...path), ...args);
}

function program(path, ...args) {
  return spawnSync(process.execPath, [path, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
}

function packages(folder) {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}

/** Changes when a file below the inputs is added, removed or written, or a package is updated. */
function fingerprint(inputs) {
  const hash = createHash('sha256').update(process.version);
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined || path.endsWith('/generated')) return;
    if (!stat.isDirectory()) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    else for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
  };
  for (const input of [...inputs, 'package-lock.json']) visit(input);
  return hash.digest('hex');
}

function isStale(step, stamps) {
  const missing = step.outputs.some(
    (path) => !statSync(join(root, path), { throwIfNoEntry: false }),
  );
  return missing || step.isMissing?.() || stamps[step.name] !== fingerprint(step.inputs);
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(join(cache, 'build.json'), 'utf8'));
  } catch {
    return {};
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function acquireLock() {
  mkdirSync(cache, { recursive: true });
  const deadline = Date.now() + lockWaitMs;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(lock, { encoding: 'utf8', flag: 'a+' }));
      if (!isAlive(holder)) rmSync(lock, { force: true });
      else if (Date.now() > deadline) {
        throw new Error(
          `process ${holder} has been building for five minutes; end it, then try again`,
        );
      } else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

function build({ quiet, apiOnly }) {
  const stamps = readStamps();
  for (const step of apiOnly ? steps.slice(0, 3) : steps) {
    if (!isStale(step, stamps)) continue;
    const started = Date.now();
    process.stderr.write(`Building the ${step.name} … `);
    const before = fingerprint(step.inputs);
    const result = step.run();
    if (result.status !== 0) {
      process.stderr.write('failed\n\n');
      process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}\n`);
      return 1;
    }
    stamps[step.name] = before;
    writeFileSync(join(cache, 'build.json'), JSON.stringify(stamps));
    process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  }
  if (!quiet) process.stderr.write('Everything is built.\n');
  return 0;
}

acquireLock();
try {
  process.exitCode = build({
    quiet: process.argv.includes('--quiet'),
    apiOnly: process.argv.includes('--api'),
  });
} finally {
  rmSync(lock, { force: true });
}
