import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { memoryBytesMax, processesMax } from '../limits.js';
import { ControlGroups } from './control-group.js';

const groups = ControlGroups.detect(`drillyard-spec-${process.pid}`);
afterAll(() => groups.close());

describe.skipIf(!groups.available)('ControlGroups (skipped where the host allows none)', () => {
  const limit = (files: string[], name: string) =>
    files
      .map((file) => join(dirname(file), name))
      .filter((file) => existsSync(file))
      .map((file) => Number(readFileSync(file, 'utf8')));

  it('limit the memory and the processes of a workspace', async () => {
    const files = groups.create('limits');
    const memory = [...limit(files, 'memory.max'), ...limit(files, 'memory.limit_in_bytes')];
    expect(memory).toEqual([memoryBytesMax]);
    expect(limit(files, 'pids.max')).toEqual([processesMax]);
    await groups.remove('limits');
  });

  it('end what is left in them, and are gone', async () => {
    const files = groups.create('left');
    const join = files.map((file) => `echo $$ > ${file}`).join(' && ');
    const child: ChildProcess = spawn('sh', ['-c', `${join} && echo joined; exec sleep 1000`]);
    await once(child.stdout ?? child, 'data');
    expect(groups.list()).toContain('left');
    const ended = once(child, 'exit');
    await groups.remove('left');
    expect((await ended)[1]).toBe('SIGKILL');
    expect(groups.list()).not.toContain('left');
  });

  it('bear to be removed twice', async () => {
    await groups.remove('never-made');
  });
});
