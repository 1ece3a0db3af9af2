import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exitCodeOf, explain } from './explain-error.js';
import { createProgram } from './program.js';

let root: string;
let output: { stdout: string; stderr: string };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drillyard-cli-'));
  output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      output[stream] += text;
      return true;
    });
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  await rm(root, { recursive: true, force: true });
});

/** As main.ts does it. */
async function drillyard(...args: string[]): Promise<number> {
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    output.stderr += explain(error);
    return exitCodeOf(error);
  }
  return Number(process.exitCode);
}

describe('drillyard lab', () => {
  it('writes a lab that is valid and proves sound', async () => {
    const lab = join(root, 'samples', '01-first');
    expect(await drillyard('lab', 'new', lab, '--title', 'A "quoted" title')).toBe(0);
    expect(await drillyard('lab', 'validate', lab)).toBe(0);
    const junit = join(root, 'out', 'junit.xml');
    expect(await drillyard('lab', 'test', lab, '--seed', 'x', '--junit', junit)).toBe(0);
    expect(output.stdout).toMatch(/all +\d+ +0 +\d+ +0\n/);
    expect(await readFile(junit, 'utf8')).toMatch(/<testsuite name="first" tests="6" failures="0"/);
  });

  it('imports scenarios of another platform, and overwrites nothing', async () => {
    const scenario = join(root, 'theirs', 'first-steps');
    await mkdir(scenario, { recursive: true });
    const index = { title: 'First steps', details: { steps: [{ title: 'One', text: 'one.md' }] } };
    await writeFile(join(scenario, 'index.json'), JSON.stringify(index));
    await writeFile(join(scenario, 'one.md'), 'Do `ls`{{exec}} now.');
    const run = () =>
      drillyard('lab', 'import', 'killercoda', join(root, 'theirs'), '--out', join(root, 'ours'));
    expect(await run()).toBe(0);
    expect(output.stdout).toContain('Wrote 1 lab.');
    const task = join(root, 'ours', 'imported', '01-first-steps', 'tasks', 'step-1.md');
    expect(await readFile(task, 'utf8')).toBe('Do `ls` now.\n');
    expect(await run()).not.toBe(0);
    expect(output.stderr).toContain('is there already');
  });

  it('prints every problem as file:line:column and fails', async () => {
    const lab = join(root, '01-first');
    await drillyard('lab', 'new', lab);
    const file = join(lab, 'lab.yaml');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('beginner', 'easy').replace('cost: 2', 'cost: 99'),
    );
    output.stdout = '';
    expect(await drillyard('lab', 'validate', root)).toBe(1);
    expect(output.stdout).toMatch(
      /01-first\/lab.yaml:8:15: error: metadata.difficulty is "easy": use one of/,
    );
    expect(output.stdout).toMatch(
      /01-first\/lab.yaml:\d+:\d+: error: the hints of .* cost 99 points/,
    );
    expect(output.stderr).toContain('1 lab: 2 errors, 0 warnings');
    expect(await drillyard('lab', 'test', root)).toBe(1);
    expect(output.stdout).toContain('1 lab broken');
  });

  it('says what is wrong and what to do, without a stack', async () => {
    await writeFile(join(root, 'taken'), '');
    for (const [args, code, message] of [
      [['lab', 'validate', join(root, 'nowhere')], 1, /there is no lab in .*nowhere/],
      [['lab', 'new', join(root, 'Not_A_Name')], 1, /use lower case letters/],
      [['lab', 'new', root.replace(/[^/]*$/, '')], 1, /cannot be the folder|not empty/],
      [
        ['cluster', 'up', '--kubeconfig', join(root, 'taken')],
        1,
        /exists and was not written by this command/,
      ],
      [['cluster', 'up', '--kubeconfig', join(root, 'x'), '--port', '70000'], 2, /0 to 65535/],
      [['cluster', 'up'], 2, /--kubeconfig/],
      [['lab', 'frob'], 2, /unknown command/],
    ] as const) {
      output.stderr = '';
      expect([await drillyard(...args), output.stderr]).toEqual([
        code,
        expect.stringMatching(message),
      ]);
      expect(output.stderr).not.toMatch(/^ +at /m);
    }
  });
});

describe('drillyard cluster up', () => {
  it('serves until it is stopped, and keeps what it is told to keep', async () => {
    const kubeconfig = join(root, 'deep', 'config');
    const data = join(root, 'data');
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'kept', namespace: 'default' },
    };
    await whileUp(kubeconfig, data, async (client) => {
      await client.create(object);
      output.stderr = '';
      expect(
        await drillyard('cluster', 'up', '--kubeconfig', join(root, 'second'), '--data', data),
      ).toBe(1);
      expect(output.stderr).toMatch(/another process uses/);
    });
    await expect(readFile(kubeconfig)).rejects.toThrow(/ENOENT/);
    await whileUp(kubeconfig, data, async (client) => {
      expect(
        await client.find(object && { ...object, name: 'kept', namespace: 'default' }),
      ).toBeDefined();
    });
  });

  async function whileUp(file: string, data: string, work: (client: KubeClient) => Promise<void>) {
    const running = drillyard('cluster', 'up', '--kubeconfig', file, '--data', data);
    const text = await vi.waitFor(() => readFile(file, 'utf8'), 10_000);
    const client = new KubeClient(new HttpsTransport(readKubeconfig(text)));
    await work(client);
    await client.close();
    process.emit('SIGINT');
    expect(await running).toBe(0);
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
  }
});
