import { FlagError, parseFlags } from '../flags.js';
import type { CommandIo, NodeCommand } from '../node-command.js';
import { usage } from '../usage.js';
import { checkExpiration } from './check-expiration.js';
import type { KubeadmCommand } from './kubeadm-command.js';
import { KubeadmError } from './kubeadm-error.js';
import { renew } from './renew.js';
import { createToken, deleteTokens, listTokens } from './token.js';
import { version } from './version.js';

const subcommands: ReadonlyMap<string, KubeadmCommand> = new Map([
  ['certs check-expiration', withoutFlags(checkExpiration)],
  ['certs renew', withoutFlags(renew)],
  ['token list', listTokens],
  ['token create', createToken],
  ['token delete', deleteTokens],
  ['version', version],
]);

/** What would make another cluster, or another node of this one. */
const others = new Set(['init', 'join', 'reset', 'upgrade', 'config', 'kubeconfig']);

const configurationFlags = [
  { names: ['--cert-dir'], takesValue: true },
  { names: ['--config'], takesValue: true },
  { names: ['--kubeconfig'], takesValue: true },
  { names: ['-v', '--v'], takesValue: true },
];

/** The part of kubeadm that looks after a control plane that is there. */
export const kubeadm: NodeCommand = async (args, io, node) => {
  const [first = '', second = '', ...rest] = args;
  const single = subcommands.get(first);
  const command = single ?? subcommands.get(`${first} ${second}`);
  try {
    if (command !== undefined) await command(single ? args.slice(1) : rest, io, node);
    else await explain(first, second, io);
    return 0;
  } catch (error) {
    if (error instanceof FlagError) {
      await io.error(
        `${error.message}\nTo see the stack trace of this error execute with --v=5 or higher\n`,
      );
      return 1;
    }
    if (!(error instanceof KubeadmError)) throw error;
    await io.error(
      `error: ${error.message}\nTo see the stack trace of this error execute with --v=5 or higher\n`,
    );
    return 1;
  }
};

function withoutFlags(command: KubeadmCommand): KubeadmCommand {
  return (args, io, node) => command(parseFlags(args, configurationFlags).operands, io, node);
}

async function explain(first: string, second: string, io: CommandIo): Promise<void> {
  const names = [...subcommands.keys()];
  if (others.has(first)) {
    throw new KubeadmError(`"kubeadm ${first}" is not simulated: this cluster is there already`);
  }
  const below = names.filter((name) => name.startsWith(`${first} `));
  if (first !== '' && !first.startsWith('-') && below.length === 0 && first !== 'help') {
    throw new KubeadmError(`unknown command "${first}" for "kubeadm"`);
  }
  if (below.length > 0 && second !== '' && !second.startsWith('-')) {
    throw new KubeadmError(`unknown command "${second}" for "kubeadm ${first}"`);
  }
  await io.out(usage['kubeadm'] ?? '');
}
