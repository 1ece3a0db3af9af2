import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '@drillyard/errors';
import { Command } from 'commander';
import { labTemplate } from '../lab-template.js';
import { schemaLine } from '../schema-line.js';

export function labNewCommand(): Command {
  return new Command('new')
    .description('write a small lab to start from; it is valid and its test passes')
    .argument('<folder>', 'such as labs/authorization/02-my-lab')
    .option('--title <text>', 'what the lab is called in the catalogue')
    .action(createLab);
}

/** `02-my-lab`, or just `my-lab`. */
const folderName = /^(?:\d{1,4}-)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)$/;

async function createLab(path: string, { title }: { title?: string }): Promise<void> {
  const folder = resolve(path);
  const name = folderName.exec(basename(folder))?.[1];
  if (name === undefined) {
    throw new UserError(
      'LAB_NAME_INVALID',
      `"${basename(folder)}" cannot be the folder of a lab: use lower case letters, digits and dashes, such as 02-my-lab`,
    );
  }
  const present = await readdir(folder).catch(() => []);
  if (present.length > 0) {
    throw new UserError('FOLDER_NOT_EMPTY', `${path} is not empty: choose a new folder`);
  }
  const track = folderName.test(basename(dirname(folder))) ? basename(dirname(folder)) : 'my-track';
  const files = labTemplate({
    name,
    track,
    title: title ?? 'My lab',
    schemaLine: schemaLine(folder),
  });
  for (const [file, text] of Object.entries(files)) {
    const target = join(folder, file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
    if (file.endsWith('.sh')) await chmod(target, 0o755);
  }
  process.stdout.write(
    `Wrote ${path}.\n\nNext:\n  npx drillyard lab validate ${path}\n  npx drillyard lab test ${path}\n  npx drillyard lab run ${path}\n`,
  );
}
