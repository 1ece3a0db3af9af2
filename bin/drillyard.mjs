#!/usr/bin/env node
/**
 * `drillyard`, from a checkout: builds what is stale, then hands over to the command line or, for
 * `serve`, `login-link` and `lab run`, to the API server. The apps do not know each other; this file knows both.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const programs = {
  serve: 'apps/api/dist/main.js',
  'login-link': 'apps/api/dist/login-link.js',
};
const commandLine = 'apps/cli/dist/main.js';

/** An installed package has no sources to be stale against. */
const builder = join(root, 'scripts', 'build.mjs');
if (existsSync(builder)) {
  // What the build says goes to stderr: stdout belongs to the command.
  const built = spawnSync(process.execPath, [builder, '--quiet'], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

const program = toServer() ?? programs[process.argv[2]];
if (program !== undefined) process.argv.splice(2, 1);
await import(pathToFileURL(join(root, program ?? commandLine)).href);

/** `lab run FOLDER`: a server of its own for one lab, or a folder of them, that reads again what is saved. */
function toServer() {
  const [, , command, verb, folder] = process.argv;
  if (command !== 'lab' || verb !== 'run' || folder === undefined || folder.startsWith('-')) return;
  const home = mkdtempSync(join(tmpdir(), 'drillyard-lab-run-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  process.env.DRILLYARD_LABS = resolve(folder);
  process.env.DRILLYARD_WATCH_LABS = '1';
  process.env.DRILLYARD_HOME = home;
  process.env.PORT ??= '0';
  process.env.LOG_FORMAT ??= 'text';
  return programs.serve;
}
