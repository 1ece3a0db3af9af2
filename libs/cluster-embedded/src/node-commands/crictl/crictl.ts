import { FlagError } from '../flags.js';
import type { NodeCommand } from '../node-command.js';
import { usage } from '../usage.js';
import { CriError } from './cri-runtime.js';
import type { CrictlCommand } from './crictl-command.js';
import { images } from './images.js';
import { inspect, inspectImage, inspectPod } from './inspect.js';
import { logs } from './logs.js';
import { pods } from './pods.js';
import { ps } from './ps.js';
import { stats } from './stats.js';
import { crictlVersion, info, version } from './version.js';

const subcommands: ReadonlyMap<string, CrictlCommand> = new Map([
  ['ps', ps],
  ['pods', pods],
  ['logs', logs],
  ['images', images],
  ['image', images],
  ['img', images],
  ['inspect', inspect],
  ['inspectp', inspectPod],
  ['inspecti', inspectImage],
  ['info', info],
  ['stats', stats],
  ['version', version],
]);

/** What crictl can do on other machines; here the kubelet alone does it. */
const others = new Set([
  ...['attach', 'create', 'exec', 'port-forward', 'pull', 'run', 'runp', 'rm', 'rmi', 'rmp'],
  ...['start', 'stop', 'stopp', 'update', 'checkpoint', 'imagefsinfo', 'statsp', 'events'],
]);

const endpoint = 'unix:///run/containerd/containerd.sock';
const refused =
  'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"';

/** crictl of cri-tools, as far as it looks and does not touch. */
export const crictl: NodeCommand = async (args, io, node) => {
  const [name, ...rest] = withoutEndpoint(args);
  if (name === '--version' || name === '-v') {
    await io.out(`crictl version ${crictlVersion}\n`);
    return 0;
  }
  if (name === undefined || name === 'help' || name === '-h') {
    await io.out(usage['crictl'] ?? '');
    return 0;
  }
  const subcommand = subcommands.get(name);
  if (subcommand === undefined) {
    const why = others.has(name)
      ? `${name} is not simulated: pods here are made through the Kubernetes API`
      : `No help topic for '${name}'`;
    await io.error(`${why}\n`);
    return others.has(name) ? 1 : 3;
  }
  try {
    if (!node.runtime.isUp) {
      const why = `validate CRI v1 runtime API for endpoint ${JSON.stringify(endpoint)}: ${refused}`;
      throw new CriError(`validate service connection: ${why}`);
    }
    await subcommand(rest, io, node);
    return 0;
  } catch (error) {
    if (error instanceof FlagError) {
      await io.error(`Incorrect Usage: ${flagMistake(error)}\n\n`);
      return 1;
    }
    if (!(error instanceof CriError)) throw error;
    await io.error(fatal(error.message, io.isTerminal, node.clock.now()));
    return 1;
  }
};

/** Wherever it is said to be, there is one runtime. */
function withoutEndpoint(args: readonly string[]): readonly string[] {
  const [first = ''] = args;
  if (/^(-r|-i|--runtime-endpoint|--image-endpoint)$/.test(first)) {
    return withoutEndpoint(args.slice(2));
  }
  const isOne = /^--(runtime|image)-endpoint=/.test(first) || first === '-D' || first === '--debug';
  return isOne ? withoutEndpoint(args.slice(1)) : args;
}

function flagMistake({ flag, lacksValue }: FlagError): string {
  const name = flag.replace(/^-+/, '-');
  return lacksValue ? `flag needs an argument: ${name}` : `flag provided but not defined: ${name}`;
}

/** As logrus writes it, for eyes or for files. */
function fatal(message: string, isTerminal: boolean, now: Date): string {
  if (isTerminal) return `\x1b[31mFATA\x1b[0m[0000] ${message}\x1b[31m\x1b[0m \n`;
  const time = `${now.toISOString().slice(0, 19)}Z`;
  return `time="${time}" level=fatal msg=${JSON.stringify(message)}\n`;
}
