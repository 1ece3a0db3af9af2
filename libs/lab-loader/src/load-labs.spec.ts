import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { labLimits } from '@drillyard/lab-spec';
import { sampleLabFiles, sampleLabYaml } from '@drillyard/lab-spec/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadLabs } from './load-labs.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drillyard-labs-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}
async function writeLab(folder: string, name: string, changed: Record<string, string> = {}) {
  const yaml = sampleLabYaml.replace('name: sample', `name: ${name}`);
  for (const [path, text] of sampleLabFiles({ 'lab.yaml': yaml, ...changed })) {
    await write(`${folder}/${path}`, text);
  }
}
const messagesOf = async () =>
  (await loadLabs(root)).labs.flatMap(({ problems }) =>
    problems.map(({ file, message }) => `${file}: ${message}`),
  );

describe('loadLabs', () => {
  it('reads tracks and their labs, by number and not by name', async () => {
    await write('samples/track.yaml', 'title: Samples\ndescription: For tests.\n');
    await writeLab('samples/10-alpha', 'alpha');
    await writeLab('samples/09-omega', 'omega');
    const { labs, tracks, trackProblems } = await loadLabs(root);
    expect(labs.map(({ lab }) => lab?.name)).toEqual(['omega', 'alpha']);
    expect(tracks).toMatchObject([
      { name: 'samples', title: 'Samples', description: 'For tests.' },
    ]);
    expect(trackProblems).toEqual([]);
  });

  it('keeps the order of the tracks; what belongs to none comes last', async () => {
    for (const [track, order] of [
      ['alphabet', 'order: 20\n'],
      ['zoo', 'order: 10\n'],
      ['middle', ''],
    ]) {
      await write(`${track}/track.yaml`, `title: T\ndescription: D.\n${order}`);
      await writeLab(`${track}/01-${track}-lab`, `${track}-lab`, {
        'lab.yaml': sampleLabYaml
          .replace('name: sample', `name: ${track}-lab`)
          .replace(/track: \S+/, `track: ${track}`),
      });
    }
    await writeLab('alone', 'alone');
    const { labs, tracks } = await loadLabs(root);
    expect(tracks.map(({ name }) => name)).toEqual(['zoo', 'alphabet', 'middle']);
    expect(labs.map(({ lab }) => lab?.name)).toEqual([
      'zoo-lab',
      'alphabet-lab',
      'middle-lab',
      'alone',
    ]);
  });

  it('reads a lab folder by itself, wherever it is', async () => {
    await writeLab('anywhere', 'alone');
    const { labs } = await loadLabs(join(root, 'anywhere'));
    expect(labs.map(({ lab, problems }) => [lab?.name, problems])).toEqual([['alone', []]]);
  });

  it('does not let a broken lab hide the others', async () => {
    await writeLab('samples/01-good', 'good');
    await writeLab('samples/02-broken', 'broken', { 'lab.yaml': 'kind: [' });
    await write('samples/track.yaml', 'titel: Samples\n');
    const { labs, trackProblems } = await loadLabs(root);
    expect(labs.filter(({ lab }) => lab !== undefined).map(({ lab }) => lab?.name)).toEqual([
      'good',
    ]);
    expect(labs.find(({ lab }) => lab === undefined)?.problems).not.toEqual([]);
    expect(trackProblems.map(({ message }) => message)).toContain('unknown field "titel"');
  });

  it('holds a lab to its folder and its track', async () => {
    await write('other/track.yaml', 'title: Other\ndescription: x\n');
    await writeLab('other/01-sample', 'something');
    expect(await messagesOf()).toEqual([
      'lab.yaml: the lab is named "something", its folder says "sample"',
      'lab.yaml: the track is "samples", the lab is in the folder of "other"',
    ]);
  });

  it('offers one lab of a name', async () => {
    await writeLab('a/lab', 'same');
    await writeLab('b/lab', 'same');
    const { labs } = await loadLabs(root);
    expect(labs.filter(({ lab }) => lab !== undefined)).toHaveLength(1);
    expect(await messagesOf()).toEqual([
      expect.stringMatching(/the name "same" is already used by .*\/a\/lab/),
    ]);
  });

  it('reads nothing through a symbolic link', async () => {
    await writeLab('samples/01-good', 'good');
    await symlink('/etc/passwd', join(root, 'samples/01-good/tasks/link.md'));
    await symlink('/etc', join(root, 'samples/01-good/setup/etc'));
    expect(await messagesOf()).toEqual([
      'setup/etc: the file is a symbolic link',
      'tasks/link.md: the file is a symbolic link',
    ]);
  });

  it('names files it does not read as text, and leaves assets alone', async () => {
    await writeLab('samples/01-good', 'good');
    await write('samples/01-good/assets/picture.png', new Uint8Array([0, 255]));
    await write('samples/01-good/picture.png', new Uint8Array([0, 255]));
    await write('samples/01-good/large.txt', 'x'.repeat(labLimits.fileLength + 1));
    await write('samples/01-good/a/b/c/d/e/f/deep.txt', 'x');
    expect(await messagesOf()).toEqual([
      'a/b/c/d/e: the folder is nested too deeply',
      expect.stringMatching(/^large.txt: the file has \d+ bytes/),
      'picture.png: the file is not UTF-8 text',
    ]);
  });

  it('stops at the limit of files', async () => {
    await writeLab('samples/01-good', 'good');
    for (let i = 0; i <= labLimits.files; i++) await write(`samples/01-good/z/${i}.txt`, 'x');
    expect(await messagesOf()).toContainEqual(expect.stringMatching(/more than \d+ files/));
  });

  it.each(['', 'nowhere'])('says when there is no lab in "%s"', async (path) => {
    await expect(loadLabs(join(root, path))).rejects.toThrow(
      /there is no lab in .*give a folder with a lab.yaml/,
    );
  });
});
