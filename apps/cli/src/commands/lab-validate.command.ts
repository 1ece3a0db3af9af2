import { lintCheck } from '@drillyard/grading';
import { Command } from 'commander';
import { count } from '../count.js';
import { readLabs } from '../read-labs.js';

export function labValidateCommand(): Command {
  return new Command('validate')
    .description('find every mistake in labs, with its place and the next step')
    .argument('<path...>', 'a lab folder, a track, or a folder of tracks')
    .action(async (paths: string[]) => {
      const { labs, errors, warnings } = await readLabs(paths, { lintCheck });
      const found = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
      process.stderr.write(`${count(labs.length, 'lab')}: ${found}\n`);
      if (errors > 0) process.exitCode = 1;
    });
}
