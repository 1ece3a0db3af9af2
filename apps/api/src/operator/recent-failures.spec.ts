import { CommandError, explainFault } from '@drillyard/cluster-kind';
import { describe, expect, it } from 'vitest';
import { RecentFailures } from './recent-failures.js';

const at = new Date('2026-01-01');

describe('RecentFailures', () => {
  it('has the command behind an explanation, as a line for a shell', () => {
    const failures = new RecentFailures({ now: () => at });
    const command = new CommandError('COMMAND_FAILED', {
      ...{ argv: ['docker', 'run', '--env', 'TOKEN=abc'], exitCode: 125, durationMs: 12.7 },
      stderr: 'docker: no space left on device',
    });
    failures.add('session', explainFault(command, 'docker'), 'one');
    expect(failures.list).toEqual([
      {
        ...{ at, place: 'session', subject: 'one', code: 'ENGINE_DISK_FULL' },
        message: expect.stringContaining('docker system prune'),
        command: {
          commandLine: "docker run --env 'TOKEN=[hidden]'",
          ...{ exitCode: 125, durationMs: 13, output: 'docker: no space left on device' },
        },
      },
    ]);
  });

  it('says nothing of what is not ours', () => {
    const failures = new RecentFailures({ now: () => at });
    failures.add('sweep', new Error('password=1234'));
    expect(JSON.stringify(failures.list)).not.toContain('1234');
    expect(failures.list[0]).toMatchObject({ code: 'INTERNAL_ERROR', command: undefined });
  });

  it('keeps the last ones, and counts them all', () => {
    const failures = new RecentFailures({ now: () => at });
    for (let index = 0; index < 60; index++) failures.add('pool', new Error('x'), `${index}`);
    expect(failures.list).toHaveLength(50);
    expect(failures.list[0]?.subject).toBe('59');
    expect(failures.counts.get('INTERNAL_ERROR')).toBe(60);
  });
});
