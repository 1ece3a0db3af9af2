import { Command } from 'commander';
import { clusterUpCommand } from './commands/cluster-up.command.js';
import { labImportCommand } from './commands/lab-import.command.js';
import { labNewCommand } from './commands/lab-new.command.js';
import { labTestCommand } from './commands/lab-test.command.js';
import { labValidateCommand } from './commands/lab-validate.command.js';

export function createProgram(): Command {
  return exitNever(
    new Command('drillyard')
      .description('Labs for Kubernetes security: write them, test them, run them.')
      .addCommand(
        new Command('lab')
          .description('write and test labs')
          .addCommand(labNewCommand())
          .addCommand(labImportCommand())
          .addCommand(labValidateCommand())
          .addCommand(labTestCommand())
          .addCommand(
            new Command('run')
              .description('open a lab in the browser and read it again whenever it is saved')
              .argument('<folder>', 'a lab, or a folder of labs'),
          ),
      )
      .addCommand(
        new Command('cluster').description('clusters outside a lab').addCommand(clusterUpCommand()),
      )
      .addCommand(new Command('serve').description('start the server and print its address'))
      .addCommand(
        new Command('login-link')
          .description('print a fresh link to the running server')
          .option('--operator', 'to the page of whoever runs it'),
      )
      .showHelpAfterError('(add --help for what there is)'),
  );
}

/** Commander ends the process by itself unless told to throw; told once per command. */
function exitNever(command: Command): Command {
  command.exitOverride();
  for (const child of command.commands) exitNever(child);
  return command;
}
