import { CommandLineEngine, type Engine, ExecaCommandRunner } from '@drillyard/cluster-kind';

/** What docker's command line needs of the environment to find its engine. */
export const engineEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  ['PATH', 'HOME', 'DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'XDG_RUNTIME_DIR'].flatMap(
    (name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    },
  ),
);

/** Docker on this machine, or in a few words why it cannot be used. */
export async function findEngine(): Promise<Engine | string> {
  const engine = new CommandLineEngine('docker', new ExecaCommandRunner(engineEnvironment));
  try {
    await engine.info();
    return engine;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
