import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLockHolder, lockDataFolder } from './data-folder-lock.js';

describe('lockDataFolder', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    // Deeper than a socket's path may be.
    folder = await mkdtemp(join(tmpdir(), `drillyard-lock-${'x'.repeat(120)}-`));
    path = join(folder, 'lock');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lets one in, and names it to the others', async () => {
    const lock = await lockDataFolder(path);
    lock.announce('http://127.0.0.1:4000');
    expect(await findLockHolder(path)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:4000' });
    await expect(lockDataFolder(path)).rejects.toMatchObject({
      code: 'DATA_FOLDER_IN_USE',
      message: expect.stringMatching(
        new RegExp(`process ${process.pid}, which serves http://127.*DRILLYARD_HOME=`),
      ),
    });
    await lock.release();
    expect(await findLockHolder(path)).toBeUndefined();
    await (await lockDataFolder(path)).release();
  });

  it('is taken over from a process that was killed', async () => {
    const holder = spawn(process.execPath, ['-e', holderProgram, path], { stdio: 'pipe' });
    await once(holder.stdout, 'data');
    await expect(lockDataFolder(path)).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect((await stat(path)).isSocket()).toBe(true);
    const lock = await lockDataFolder(path);
    expect(await findLockHolder(path)).toEqual({ pid: process.pid });
    await lock.release();
  });

  it('lets exactly one of many take a dead lock over', async () => {
    const holder = spawn(process.execPath, ['-e', holderProgram, path], { stdio: 'pipe' });
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => lockDataFolder(path)),
    );
    const won = attempts.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    expect(won).toHaveLength(1);
    await won[0]?.release();
  });

  it('is taken over where a file of another kind lies', async () => {
    await writeFile(path, 'an older lock');
    await (await lockDataFolder(path)).release();
  });

  it('says what to do about a folder that does not take it', async () => {
    await expect(lockDataFolder('/proc/lock')).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: expect.stringMatching(/DRILLYARD_HOME=/),
    });
  });
});

/** Holds the lock as a server would, reached through the open folder. */
const holderProgram = `
  const fs = require('fs'), net = require('net'), path = require('path');
  const fd = fs.openSync(path.dirname(process.argv[1]), 'r');
  net.createServer((s) => s.end('{}')).listen('/proc/self/fd/' + fd + '/lock', () => console.log('held'));
`;
