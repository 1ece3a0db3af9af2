import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandLineEngine } from './command-line-engine.js';
import { ImageArchive } from './image-archive.js';
import { ScriptedCommandRunner } from './testing/scripted-command-runner.js';

const absent = { stderr: 'Error response from daemon: No such image: x', exitCode: 1 };

describe('ImageArchive', () => {
  let folder: string;
  let runner: ScriptedCommandRunner;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'drillyard-images-')), 'images');
    runner = new ScriptedCommandRunner()
      .on(/^docker image inspect .* here:1$/, { stdout: 'sha256:1' })
      .on(/^docker image inspect .* far:1$/, absent)
      .on(/^docker pull/, {})
      .on(/^docker save/, async ([, , , path = '']) => {
        await writeFile(path, 'tar');
        return {};
      });
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));
  const archive = (...images: string[]) =>
    new ImageArchive(new CommandLineEngine('docker', runner), folder, images);
  const ran = (what: string) => runner.lines.filter((line) => line.startsWith(`docker ${what}`));

  it('is made once, of what is here and what has to be pulled', async () => {
    const images = archive('here:1', 'far:1');
    const [path, again] = await Promise.all([images.path(), images.path()]);
    expect(path).toBe(again);
    expect(ran('pull')).toEqual(['docker pull --quiet far:1']);
    expect(ran('save')).toHaveLength(1);
    expect(await archive('far:1', 'here:1').path()).toBe(path);
    expect(ran('save')).toHaveLength(1);
  });

  it('is replaced when the list changes', async () => {
    await archive('here:1').path();
    await archive('far:1').path();
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('is no file where no images are wanted', async () => {
    expect(await archive().path()).toBeUndefined();
    expect(runner.lines).toEqual([]);
  });

  it('names the image that cannot be had, and is tried again', async () => {
    const images = archive('far:1');
    runner.on(/^docker pull/, { stderr: 'Error: pull access denied for far', exitCode: 1 }, {});
    await expect(images.path()).rejects.toMatchObject({
      ...{ code: 'LAB_IMAGE_UNAVAILABLE', message: expect.stringContaining('far:1') },
    });
    expect(await images.path()).toMatch(/\.tar$/);
  });
});
