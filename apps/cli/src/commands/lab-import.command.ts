import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '@drillyard/errors';
import { type ImportedLab, importKillercoda } from '@drillyard/lab-import';
import { labFile } from '@drillyard/lab-spec';
import { Command, Option } from 'commander';
import { count } from '../count.js';
import { readTextFolder } from '../read-text-folder.js';
import { schemaLine } from '../schema-line.js';

interface ImportFlags {
  readonly out: string;
  readonly track: string;
}

export function labImportCommand(): Command {
  return new Command('import')
    .description("put another platform's scenarios into our format, with a report each")
    .addCommand(
      new Command('killercoda')
        .description('a scenario folder, or a folder of them')
        .argument('<folder>', 'where index.json is, or folders with one')
        .option('--out <folder>', 'where the labs go', 'labs')
        .addOption(new Option('--track <name>', 'their track').default('imported'))
        .action(importFolder),
    );
}

async function importFolder(path: string, { out, track }: ImportFlags): Promise<void> {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(track)) {
    throw new UserError(
      'TRACK_INVALID',
      `"${track}" cannot be a track: use lower case letters, digits and dashes`,
    );
  }
  const scenarios = await findScenarios(resolve(path));
  if (scenarios.length === 0) {
    throw new UserError(
      'NOTHING_TO_IMPORT',
      `There is no index.json in ${path} or the folders below it: name the folder of a scenario.`,
    );
  }
  const written: string[] = [];
  for (const scenario of scenarios) {
    const files = await readTextFolder(scenario);
    const imported = importKillercoda(files, { folder: basename(scenario), track });
    if ('mistake' in imported) {
      process.stderr.write(`${scenario}: ${imported.mistake}\n`);
      process.exitCode = 1;
      continue;
    }
    const target = await freeFolder(join(resolve(out), track), imported.name, written.length + 1);
    await writeLab(target, imported);
    written.push(target);
    process.stdout.write(`${describe(target, imported)}\n`);
  }
  if (written.length === 0) return;
  process.stdout.write(
    `\nWrote ${count(written.length, 'lab')}. What needs your hand is in each README.md.\n\nNext:\n  npx drillyard lab run ${join(out, track)}\n  npx drillyard lab validate ${join(out, track)}\n`,
  );
}

/** Folders within folders; collections are two or three deep. */
const depthMax = 5;
const scenariosMax = 1000;

/** Folders with an index.json of a scenario, and not of a course that only lists others. */
async function findScenarios(folder: string, depth = 1): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw new UserError('FOLDER_UNREADABLE', `${folder} cannot be read.`, { cause });
  });
  if (entries.some((entry) => entry.isFile() && entry.name === 'index.json')) return [folder];
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || depth >= depthMax) continue;
    found.push(...(await findScenarios(join(folder, entry.name), depth + 1)));
    if (found.length >= scenariosMax) break;
  }
  return found.slice(0, scenariosMax);
}

/** A folder that does not exist yet: an import overwrites nothing. */
async function freeFolder(track: string, name: string, number: number): Promise<string> {
  const folder = join(track, `${String(number).padStart(2, '0')}-${name}`);
  const taken = await stat(folder).catch(() => undefined);
  if (taken === undefined) return folder;
  throw new UserError(
    'FOLDER_NOT_EMPTY',
    `${folder} is there already: choose another --out or --track`,
  );
}

async function writeLab(folder: string, { files }: ImportedLab): Promise<void> {
  for (const [path, text] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, path === labFile ? schemaLine(folder) + text : text);
    if (path.endsWith('.sh')) await chmod(target, 0o755);
  }
}

function describe(folder: string, { title, notes }: ImportedLab): string {
  const byHand = notes.filter(({ kind }) => kind === 'by-hand').length;
  return `${folder}: ${title} (${count(byHand, 'thing')} by hand)`;
}
