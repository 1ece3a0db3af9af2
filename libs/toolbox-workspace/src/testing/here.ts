import {
  type Argv,
  type CommandResult,
  type Engine,
  ExecaCommandRunner,
  type ExecOptions,
} from '@drillyard/cluster-kind';

/** Longest that anything a spec runs may take. */
const timeoutMs = 20_000;
const path = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

/**
 * An engine whose only container is this machine: programs that are meant for a container run
 * here, with the rights of the test.
 */
export function here(): Pick<Engine, 'exec' | 'terminalArgv' | 'limitContainer'> {
  const runner = new ExecaCommandRunner(path);
  const withEnv = (argv: readonly string[], { env = {} }: Pick<ExecOptions, 'env'> = {}): Argv => [
    'env',
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...argv,
  ];
  return {
    exec: (_, argv, options = {}): Promise<CommandResult> =>
      runner.run(withEnv(argv, options), {
        timeoutMs,
        ...(options.input === undefined ? {} : { input: options.input }),
      }),
    terminalArgv: (_, argv, options) => withEnv(argv, options),
    limitContainer: async () => undefined,
  };
}
