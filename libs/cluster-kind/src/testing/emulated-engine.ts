import type { ScriptedReply } from './scripted-command-runner.js';

export interface EmulatedContainer {
  readonly labels: Readonly<Record<string, string>>;
  readonly network: string;
  state: string;
  /** Of the host in it, once it was given one. */
  hostname?: string;
  /** Files by path, for `exec … cat`. */
  readonly files: Map<string, string>;
}
type Labelled = { readonly labels: Readonly<Record<string, string>> };

const done: ScriptedReply = { stdout: '' };
const failed = (stderr: string): ScriptedReply => ({ stderr, exitCode: 1 });

/** What `docker info` says, as far as it is read; recorded from Docker 28. */
export const dockerInfo = {
  ServerVersion: '28.5.2',
  SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
  CgroupVersion: '2',
  NCPU: 4,
  MemTotal: 16_000_000_000,
};

/**
 * Containers, networks and volumes of a docker that is only a few maps. `onChange` is called
 * before and after everything that changes them.
 */
export class EmulatedEngine {
  readonly containers = new Map<string, EmulatedContainer>();
  readonly networks = new Map<string, Labelled>();
  readonly volumes = new Map<string, Labelled>();
  /** Limits by container, as `docker update` was given them. */
  readonly limits = new Map<string, readonly string[]>();

  constructor(
    private readonly onChange: (step: string) => void,
    private readonly onRemoved: (container: string) => void,
  ) {}

  get isEmpty(): boolean {
    return this.containers.size + this.networks.size + this.volumes.size === 0;
  }

  answer(args: readonly string[]): ScriptedReply {
    const [command = '', second = ''] = args;
    switch (command) {
      case 'info':
        return { stdout: JSON.stringify(dockerInfo) };
      case 'ps':
        return this.list(this.containers, args, ({ network }, wanted) => network === wanted);
      case 'inspect':
        return this.inspect(
          this.containers,
          args,
          'Error response from daemon: No such container:',
        );
      case 'network':
        return this.network(second, args);
      case 'volume':
        return this.volume(second, args);
      case 'exec':
        return this.exec(args);
      default:
        return this.container(command, args);
    }
  }

  /** Does what is asked; the process may be killed right before, or right after. */
  change(step: string, effect: () => void): void {
    this.onChange(`before ${step}`);
    effect();
    this.onChange(`after ${step}`);
  }

  private container(command: string, args: readonly string[]): ScriptedReply {
    const name = args.at(-1) ?? '';
    const container = this.containers.get(name);
    if (container === undefined)
      return failed(`Error response from daemon: No such container: ${name}`);
    if (command === 'rm') this.change(`rm ${name}`, () => this.removeContainer(name));
    else if (command === 'start') container.state = 'running';
    else if (command === 'update') this.limits.set(name, args.slice(1, -1));
    else return failed(`docker: unknown command: docker ${command}`);
    return done;
  }

  removeContainer(name: string): void {
    this.containers.delete(name);
    this.onRemoved(name);
  }

  private exec(args: readonly string[]): ScriptedReply {
    const [, name = '', program, path = ''] = args;
    const container = this.containers.get(name);
    if (container === undefined)
      return failed(`Error response from daemon: No such container: ${name}`);
    if (program === 'sh') return this.runScript(container, args);
    const text = container.files.get(path);
    if (program !== 'cat' || text === undefined)
      return failed(`cat: ${path}: No such file or directory`);
    return { stdout: text };
  }

  /** Scripts are told by what they say. */
  private runScript(container: EmulatedContainer, args: readonly string[]): ScriptedReply {
    if (args.join(' ').includes('hostname')) container.hostname = args.at(-1) ?? '';
    return done;
  }

  private network(command: string, args: readonly string[]): ScriptedReply {
    const name = args.at(-1) ?? '';
    if (command === 'ls') return this.list(this.networks, args);
    if (command === 'inspect') {
      return this.inspect(this.networks, args, 'Error response from daemon: network not found:');
    }
    if (command === 'create') {
      const labels = labelsIn(args);
      this.change(`network create ${name}`, () => this.networks.set(name, { labels }));
      return done;
    }
    if (!this.networks.has(name))
      return failed(`Error response from daemon: network ${name} not found`);
    if ([...this.containers.values()].some(({ network }) => network === name)) {
      return failed(
        `Error response from daemon: error while removing network: network ${name} has active endpoints`,
      );
    }
    this.change(`network rm ${name}`, () => this.networks.delete(name));
    return done;
  }

  private volume(command: string, args: readonly string[]): ScriptedReply {
    const name = args.at(-1) ?? '';
    if (command === 'ls') return this.list(this.volumes, args);
    if (command === 'inspect') {
      return this.inspect(this.volumes, args, 'Error response from daemon: get: no such volume:');
    }
    this.change(`volume rm ${name}`, () => this.volumes.delete(name));
    return done;
  }

  private list<T extends Labelled>(
    objects: ReadonlyMap<string, T>,
    args: readonly string[],
    isOn: (object: T, network: string) => boolean = () => true,
  ): ScriptedReply {
    const filters = args.flatMap((arg, index) => (args[index - 1] === '--filter' ? [arg] : []));
    const matches = (name: string, object: T, filter: string) => {
      const [, kind, key = '', , value] = /^(\w+)=([^=]+)(=(.*))?$/.exec(filter) ?? [];
      if (kind === 'name') return name.includes(key);
      if (kind === 'network') return isOn(object, key);
      return value === undefined ? key in object.labels : object.labels[key] === value;
    };
    const names = [...objects].flatMap(([name, object]) =>
      filters.every((filter) => matches(name, object, filter)) ? [name] : [],
    );
    return { stdout: names.map((name) => `${name}\n`).join('') };
  }

  private inspect(
    objects: ReadonlyMap<string, Labelled & { readonly state?: string }>,
    args: readonly string[],
    absent: string,
  ): ScriptedReply {
    const names = args.slice(args.indexOf('--format') + 2);
    const missing = names.find((name) => !objects.has(name));
    if (missing !== undefined) return failed(`${absent} ${missing}`);
    const lines = names.map((name) => JSON.stringify({ name, ...view(objects.get(name)) }));
    return { stdout: lines.map((line) => `${line}\n`).join('') };
  }
}

function view(object: (Labelled & { readonly state?: string }) | undefined) {
  return {
    labels: object?.labels,
    ...(object?.state === undefined ? {} : { state: object.state }),
  };
}

function labelsIn(args: readonly string[]): Record<string, string> {
  const pairs = args.flatMap((arg, index) => (args[index - 1] === '--label' ? [arg] : []));
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
}
