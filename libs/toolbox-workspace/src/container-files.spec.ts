import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLineEngine, type Engine } from '@drillyard/cluster-kind';
import { ScriptedCommandRunner } from '@drillyard/cluster-kind/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContainerFiles } from './container-files.js';
import { here } from './testing/here.js';

const watches = { add: () => () => undefined };

describe('ContainerFiles', () => {
  let home: string;
  let files: ContainerFiles;
  const make = (engine: Pick<Engine, 'exec'>) =>
    new ContainerFiles({ engine, container: 'one', user: '1000', home, watches });

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'home-'));
    files = make(here());
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  describe('by its programs', () => {
    it('writes and reads bytes, modes and names as they are', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      await files.write("~/a folder/it's $HOME\n*", bytes, 0o751);
      const file = await files.read("a folder/it's $HOME\n*");
      expect(file).toMatchObject({ mode: 0o751, sizeBytes: 256, truncated: false });
      expect(Buffer.from(file?.content ?? [])).toEqual(Buffer.from(bytes));
      expect((await lstat(join(home, 'a folder'))).mode & 0o777).toBe(0o700);
    });

    it('reads no more than it is asked for', async () => {
      await files.write('~/long', 'x'.repeat(5000));
      const file = await files.read('~/long', 100);
      expect(file).toMatchObject({ sizeBytes: 5000, truncated: true });
      expect(file?.content.byteLength).toBe(100);
    });

    it('replaces a link, not what it leads to', async () => {
      await writeFile(join(home, 'target'), 'before');
      await symlink('target', join(home, 'link'));
      await files.write('~/link', 'after');
      expect(await readFile(join(home, 'target'), 'utf8')).toBe('before');
      expect((await lstat(join(home, 'link'))).isFile()).toBe(true);
    });

    it.each([
      ['~/absent', undefined],
      ['~/absent/file', undefined],
      ['~/file/below', undefined],
      ['~/out', 'LINK_LEAVES_HOME'],
      ['~/../../etc/passwd', 'LINK_LEAVES_HOME'],
      ['/etc/passwd', 'PATH_OUTSIDE_HOME'],
      ['~/loop', 'TOO_MANY_LINKS'],
      ['~/pipe', 'NOT_A_FILE'],
      ['~/folder', 'NOT_A_FILE'],
    ])('answers for %s: %s', async (path, code) => {
      await writeFile(join(home, 'file'), '');
      await mkdir(join(home, 'folder'));
      await symlink('/etc/passwd', join(home, 'out'));
      await symlink('loop', join(home, 'loop'));
      execFileSync('mkfifo', [join(home, 'pipe')]);
      const reading = files.read(path);
      if (code === undefined) expect(await reading).toBeUndefined();
      else await expect(reading).rejects.toMatchObject({ code });
    });

    it.each([
      ['a folder that a link leads out to', '~/out/x', 'LINK_LEAVES_HOME'],
      ['a folder', '~/folder', 'NOT_A_FILE'],
      ['a place below a file', '~/file/x/y', 'NOT_A_FOLDER'],
    ])('does not write to %s', async (_, path, code) => {
      await writeFile(join(home, 'file'), '');
      await mkdir(join(home, 'folder'));
      await symlink(tmpdir(), join(home, 'out'));
      await expect(files.write(path, 'x')).rejects.toMatchObject({ code });
    });

    it('says where rights are missing', async (context) => {
      if (process.getuid?.() === 0) return context.skip('root may read everything');
      await writeFile(join(home, 'shut'), '');
      await chmod(join(home, 'shut'), 0);
      await expect(files.read('~/shut')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    });
  });

  it.each([
    ['nothing', ''],
    ['another word', 'hello\n'],
    ['a size that is none', 'file 600 learner huge\nx'],
    ['a mode that is none', 'file rwx learner 1\nx'],
    ['a flood without an end of line', 'x'.repeat(10_000)],
  ])('does not believe a program that says %s', async (_, stdout) => {
    const runner = new ScriptedCommandRunner().on(/^docker exec/, { stdout });
    const reading = make(new CommandLineEngine('docker', runner)).read('~/file');
    await expect(reading).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('says that a full home is full', async () => {
    const runner = new ScriptedCommandRunner().on(/^docker exec/, { stdout: 'full\n' });
    const writing = make(new CommandLineEngine('docker', runner)).write('~/file', 'x');
    await expect(writing).rejects.toMatchObject({ code: 'HOME_FULL' });
  });
});
