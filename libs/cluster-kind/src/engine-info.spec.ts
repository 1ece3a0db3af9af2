import { describe, expect, it } from 'vitest';
import { parseEngineInfo } from './engine-info.js';

const docker = (fields: object = {}) =>
  JSON.stringify({
    ...{ ServerVersion: '28.5.2', CgroupVersion: '2', NCPU: 4, MemTotal: 8_000_000_000 },
    ...{ SecurityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns'], ...fields },
  });
const podman = (rootless: boolean) =>
  JSON.stringify({
    host: {
      ...{ cpus: 2, memTotal: 4_000_000_000, cgroupVersion: 'v2' },
      security: { rootless, seccompEnabled: true },
    },
    version: { Version: '5.4.2' },
  });

describe('parseEngineInfo', () => {
  it.each([
    ['docker', docker(), { version: '28.5.2', rootless: false, cgroupVersion: '2', cpus: 4 }],
    ['docker', docker({ SecurityOptions: ['name=seccomp', 'name=rootless'] }), { rootless: true }],
    ['docker', docker({ SecurityOptions: null }), { rootless: false }],
    ['docker', docker({ CgroupVersion: undefined }), { cgroupVersion: '1' }],
    ['podman', podman(true), { version: '5.4.2', rootless: true, cgroupVersion: '2', cpus: 2 }],
    ['podman', podman(false), { rootless: false, memoryBytes: 4_000_000_000 }],
  ] as const)('%s: %s', (name, text, expected) => {
    expect(parseEngineInfo(name, text)).toMatchObject({ name, ...expected });
  });

  it.each(['', 'null', '[]', '{}', '<html>', podman(true)])('refuses %j of docker', (text) => {
    expect(() => parseEngineInfo('docker', text)).toThrow(/docker info/);
  });
});
