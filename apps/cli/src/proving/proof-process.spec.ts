import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeCase, isSoundCase, type ProofCase, type ProofPiece } from '@drillyard/lab-runner';
import { sampleLab } from '@drillyard/lab-spec/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ProofProcess } from './proof-process.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proof-process-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const piece: ProofPiece = { lab: sampleLab(), seed: '1', kind: 'solutions', name: '' };
const soundLab = sampleLab({
  'lab.yaml': `apiVersion: drillyard.dev/v1
kind: Lab
metadata: { name: note, title: A note, track: samples, difficulty: beginner, minutes: 1 }
spec:
  tasks:
    - id: write
      title: Write it
      body: tasks/first.md
      checks: [{ name: a note is kept, file: { path: ~/note.txt } }]
      solution: { run: { script: solution/note.sh } }
  mutants:
    - { name: elsewhere, run: { script: mutants/wrong.sh }, fails: [write/a note is kept] }
`,
  'intro.md': 'Write a note.',
  'solution/note.sh': 'kubectl get namespace default > ~/note.txt',
});
const never = new AbortController().signal;
const options = { signal: never, onCase: () => undefined };

/** A process that is ready, and does with a request what the text says. */
async function scripted(name: string, onMessage: string): Promise<ProofProcess> {
  const entry = join(folder, `${name}.mjs`);
  const text = `process.on('message', ({ kind, id, piece }) => { ${onMessage} });
process.send({ kind: 'ready' });`;
  await writeFile(entry, text);
  return ProofProcess.start('embedded', { entry, execArgv: [] });
}

describe('a process that proves', () => {
  it('is given the lab as it is, and hands back each case and then all of them', async () => {
    const answer = `process.send({ kind: 'case', id, proofCase: { name: piece.lab.files.size } });
      process.send({ kind: 'done', id, cases: [{ name: piece.seed }] });`;
    const process = await scripted('answers', answer);
    const heard: unknown[] = [];
    const onCase = (proofCase: ProofCase) => heard.push(proofCase);
    const asked = [piece, { ...piece, seed: '2' }].map((one) =>
      process.prove(one, { ...options, onCase }),
    );
    expect(await Promise.all(asked)).toEqual([[{ name: '1' }], [{ name: '2' }]]);
    expect(heard).toEqual(Array(2).fill({ name: piece.lab.files.size }));
    await process.close();
  });

  it.each([
    ['is told as what it is', false, { name: 'OperationalError', code: 'NO_SPACE' }],
    ['is told as a bug, with where it was', true, { name: 'UnexpectedError', stack: 'there' }],
  ])('an error in it %s', async (_, isBug, expected) => {
    const failure = JSON.stringify({ isBug, code: 'NO_SPACE', message: 'full', stack: 'there' });
    const answer = `process.send({ kind: 'failed', id, failure: ${failure} });`;
    const process = await scripted(`fails-${isBug}`, answer);
    await expect(process.prove(piece, options)).rejects.toMatchObject(expected);
    await process.close();
  });

  it.each([
    ['while it is asked', 'process.exit(3);', /exit code 3/],
    ['by a signal', "process.kill(process.pid, 'SIGKILL');", /SIGKILL/],
  ])(
    'one that ends %s fails what it was asked, and what it is asked then',
    async (name, end, message) => {
      const process = await scripted(name, end);
      const asked = [piece, piece].map((one) => process.prove(one, options));
      for (const one of asked) await expect(one).rejects.toThrow(message);
      await expect(process.prove(piece, options)).rejects.toThrow(message);
      await process.close();
    },
  );

  it('one that ends before it is ready fails what it is asked', async () => {
    const entry = join(folder, 'unready.mjs');
    await writeFile(entry, 'process.exit(4);');
    const process = ProofProcess.start('embedded', { entry, execArgv: [] });
    await expect(process.prove(piece, options)).rejects.toMatchObject({
      code: 'PROOF_PROCESS_ENDED',
      message: expect.stringContaining('exit code 4'),
    });
    await process.close();
  });

  it('passes on that a piece is no longer wanted, and to no other', async () => {
    const answer = `if (kind === 'stop') process.send({ kind: 'done', id, cases: [{ name: 'stopped' }] });
      else if (piece.seed === '2') process.send({ kind: 'done', id, cases: [] });
      else process.send({ kind: 'case', id, proofCase: { name: 'begun' } });`;
    const process = await scripted('stops', answer);
    const controller = new AbortController();
    const onCase = () => controller.abort();
    const asked = process.prove(piece, { signal: controller.signal, onCase });
    expect(await asked).toEqual([{ name: 'stopped' }]);
    expect(await process.prove({ ...piece, seed: '2' }, options)).toEqual([]);
    await process.close();
  });
});

describe('the real one', () => {
  const entry = fileURLToPath(new URL('./proof-process-main.ts', import.meta.url));
  const execArgv = ['--import', 'tsx', '--conditions=@drillyard/source'];

  it('proves, and cleans up after what it is in the middle of when it is let go', async () => {
    const scratch = await mkdtemp(join(folder, 'scratch-'));
    vi.stubEnv('TMPDIR', scratch);
    const process = ProofProcess.start('embedded', { entry, execArgv });
    const sound = { ...piece, lab: soundLab };
    const cases = await process.prove(sound, options);
    expect(cases.filter(isSoundCase).map(describeCase)).toEqual(['untouched', 'solution of write']);
    const begun = new Promise<void>((resolve) => {
      const unfinished = process.prove(sound, { signal: never, onCase: () => resolve() });
      unfinished.catch(() => resolve());
    });
    await begun;
    await process.close();
    expect((await readdir(scratch)).filter((name) => name.startsWith('drillyard'))).toEqual([]);
  });
});
