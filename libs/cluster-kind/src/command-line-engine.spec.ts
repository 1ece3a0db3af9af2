import { describe, expect, it } from 'vitest';
import { CommandLineEngine } from './command-line-engine.js';
import type { EngineName } from './engine.js';
import { ScriptedCommandRunner } from './testing/scripted-command-runner.js';

function engineOn(name: EngineName = 'docker') {
  const runner = new ScriptedCommandRunner();
  return { runner, engine: new CommandLineEngine(name, runner) };
}

describe('CommandLineEngine', () => {
  it('shows containers with their labels, leaving out what went in between', async () => {
    const { runner, engine } = engineOn();
    runner
      .on(/^docker ps/, { stdout: 'one\ntwo\n' })
      .on(/^docker inspect .* one two$/, { stderr: 'Error: No such container: two', exitCode: 1 })
      .on(/^docker inspect .* one$/, {
        stdout: '{"name":"/one","state":"running","labels":null}\n',
      })
      .on(/^docker inspect .* two$/, { stderr: 'Error: No such container: two', exitCode: 1 });
    expect(await engine.containers({ label: 'a=b', network: 'n' })).toEqual([
      { name: 'one', state: 'running', labels: {} },
    ]);
    expect(runner.lines[0]).toBe(
      'docker ps -a --filter label=a=b --filter network=n --format {{.Names}}',
    );
  });

  it.each([
    ['docker', 'Error response from daemon: No such container: x'],
    ['docker', 'Error response from daemon: network x not found'],
    ['docker', 'Error response from daemon: get x: no such volume'],
    ['podman', 'Error: no container with name or ID "x" found: no such container'],
    ['podman', 'Error: unable to find network with name or ID x: network not found'],
    ['podman', 'Error: no volume with name "x" found: no such volume'],
  ] as const)('takes what %s has not for removed: %s', async (name, stderr) => {
    const { runner, engine } = engineOn(name);
    runner.on(/ rm /, { stderr, exitCode: 1 });
    await engine.removeContainer('x');
    await engine.removeNetwork('x');
    await engine.removeVolume('x');
    expect(runner.lines).toHaveLength(3);
  });

  it('makes a network once, told from those that only begin like it', async () => {
    const { runner, engine } = engineOn();
    const request = { name: 'net', labels: { a: 'b' }, egress: true };
    runner.on(/^docker network ls/, { stdout: 'net-other\n' }, { stdout: 'net\n' });
    runner.on(/^docker network create/, {});
    await engine.createNetwork(request);
    await engine.createNetwork(request);
    expect(runner.lines.filter((line) => line.includes('create'))).toEqual([
      'docker network create --driver=bridge --label a=b net',
    ]);
  });

  it.each([
    ['docker', 'enable_ip_masquerade=false'],
    ['podman', 'isolate=true'],
  ] as const)('closes a network as far as %s can', async (name, option) => {
    const { runner, engine } = engineOn(name);
    runner.on(/network ls/, {}).on(/network create/, {});
    await engine.createNetwork({ name: 'net', labels: {}, egress: false });
    expect(runner.lines.at(-1)).toContain(option);
  });

  it('runs programs in a container as somebody, somewhere, with input', async () => {
    const { runner, engine } = engineOn();
    runner.on(/^docker exec/, async (_, { input }) => ({ stdout: String(input) }));
    const options = { user: '0', workdir: '/x', env: { A: '1' } };
    const { stdout } = await engine.exec('node', ['cat'], { ...options, input: 'text' });
    expect(stdout).toBe('text');
    expect(runner.lines).toEqual(['docker exec -i --user 0 --workdir /x --env A=1 node cat']);
    const line = engine.terminalArgv('node', ['bash'], options).join(' ');
    expect(line).toMatch(/^docker exec -it .*--user 0 --workdir \/x --env A=1 node bash$/);
  });
});
