import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeTestLabs } from '../testing/test-labs.js';
import { openLabs } from './open-labs.js';

describe('openLabs', () => {
  let folder: string;
  let log = '';
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    log += chunk;
    done();
  };
  const logger = pino(new Writable({ write }));
  beforeEach(async () => {
    log = '';
    folder = await mkdtemp(join(tmpdir(), 'drillyard-labs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('offers what is sound, and says where the rest is broken', async () => {
    await writeTestLabs(folder);
    const path = join(folder, 'basics', '02-fails', 'lab.yaml');
    await writeFile(path, 'apiVersion: drillyard.dev/v1\nkind: Lab\nmetadata:\n  titel: x\n');
    const labs = await openLabs(folder, logger);
    expect(labs.list().map(({ name }) => name)).toEqual(['make', 'needy', 'node']);
    expect(log).toMatch(/02-fails\/lab\.yaml:4:3: error: .*titel/);
    expect(() => labs.get('fails')).toThrow(/There is no lab fails here/);
  });

  it('has an empty catalogue where there are no labs, and says what to do', async () => {
    const labs = await openLabs(join(folder, 'nowhere'), logger);
    expect(labs.list()).toEqual([]);
    expect(log).toMatch(/nowhere.*DRILLYARD_LABS/);
  });
});
