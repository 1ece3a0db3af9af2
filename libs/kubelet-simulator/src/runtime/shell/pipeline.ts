import type { Pipeline } from 'unbash';
import { ByteChannel } from '../kernel/byte-channel.js';
import { inherited } from '../kernel/execute.js';
import { channelReader, channelWriter, type OpenFile } from '../kernel/open-file.js';
import type { Process } from '../kernel/process.js';
import type { Shell } from './shell.js';

/** One command, or several side by side, each a process that reads what the one before prints. */
export async function runPipeline(shell: Shell, { commands, prefixes }: Pipeline): Promise<number> {
  const negated = prefixes.some(({ type }) => type === 'Negation');
  const [only] = commands;
  const run = async () =>
    commands.length === 1 && only ? shell.run(only) : shell.guarded(() => pipe(shell, commands));
  const status = negated ? await shell.test(run) : await run();
  return negated ? (status === 0 ? 1 : 0) : status;
}

async function pipe(shell: Shell, commands: Pipeline['commands']): Promise<number> {
  const processes: Process[] = [];
  let input: OpenFile | undefined;
  try {
    for (const [index, command] of commands.entries()) {
      const files = inherited(shell.process);
      const replace = (descriptor: number, file: OpenFile) => {
        files.get(descriptor)?.close();
        files.set(descriptor, file);
      };
      if (input) replace(0, input);
      input = undefined;
      if (index < commands.length - 1) {
        const channel = new ByteChannel();
        replace(1, channelWriter(channel));
        input = channelReader(channel);
      }
      processes.push(shell.fork((child) => child.runAlone(command), files));
    }
  } finally {
    input?.close();
  }
  const statuses: number[] = [];
  for (const process of processes) statuses.push(await shell.waitFor(process));
  const failed = statuses.filter((status) => status !== 0).at(-1);
  return (shell.state.options.has('pipefail') ? failed : statuses.at(-1)) ?? 0;
}
