import { describe, expect, it } from 'vitest';
import { toolboxRunArgs } from './container-command.js';

const args = toolboxRunArgs({
  ...{ name: 'dy-0-1-toolbox', hostname: 'workstation', network: 'dy-0-1-toolbox' },
  ...{ image: 'toolbox', labels: { 'dev.drillyard.session': 'one' } },
});

describe('toolboxRunArgs', () => {
  it.each([
    '--user=65534:65534',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    '--read-only',
    '--network=dy-0-1-toolbox',
    '--memory=536870912',
    '--memory-swap=536870912',
    '--cpus=1',
    '--pids-limit=512',
    '--ulimit=core=0:0',
    '--restart=no',
    '--label=dev.drillyard.session=one',
  ])('has %s', (flag) => {
    expect(args).toContain(flag);
  });

  it('gives nothing of the host: no port, device, folder or privilege', () => {
    expect(args.join(' ')).not.toMatch(
      /--(publish|device|volume|mount|privileged|cap-add|pid=|pid )/,
    );
  });

  it('limits what is written, and says whose the home is', () => {
    const memory = args.filter((_, index) => args[index - 1] === '--tmpfs');
    expect(memory).toEqual([
      '/home/learner:rw,exec,nosuid,nodev,size=134217728,nr_inodes=50000,mode=0700,uid=1000,gid=1000',
      '/tmp:rw,exec,nosuid,nodev,size=67108864,nr_inodes=50000,mode=1777',
    ]);
  });

  it('ends with the image and a program that does nothing', () => {
    expect(args.slice(-3)).toEqual(['toolbox', 'sleep', 'infinity']);
  });
});
