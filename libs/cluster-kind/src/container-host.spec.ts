import { describe, expect, it } from 'vitest';
import { findContainerHost } from './container-host.js';
import { dockerInfo, type ScriptedAnswer, ScriptedCommandRunner } from './testing/index.js';

const noDocker = {
  stdout: JSON.stringify({ ...dockerInfo, ServerVersion: '', NCPU: 0 }),
  stderr:
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  exitCode: 1,
};
const podmanInfo = (cgroupVersion: string) => ({
  host: { cpus: 2, memTotal: 4e9, cgroupVersion, security: { rootless: true } },
  version: { Version: '5.4.2' },
});
const json = (value: object) => ({ stdout: JSON.stringify(value) });
const enough = async () => '999999';

function host(docker: ScriptedAnswer, podman: ScriptedAnswer = { missing: true }) {
  const runner = new ScriptedCommandRunner()
    .on(/^docker info/, docker)
    .on(/^podman info/, podman)
    .on(/^kind version/, { stdout: 'kind v0.32.0 go1.25.9 linux/amd64' });
  return { runner, kind: 'kind', readSysctl: enough };
}

describe('findContainerHost', () => {
  it('takes docker where it answers', async () => {
    const found = await findContainerHost(host(json(dockerInfo), json(podmanInfo('v2'))));
    expect(found).toMatchObject({
      engine: { name: 'docker' },
      info: { rootless: false, version: '28.5.2' },
      kindVersion: '0.32.0',
      warnings: [],
    });
  });

  it.each<[string, ScriptedAnswer]>([
    ['is not there', { missing: true }],
    ['does not answer', noDocker],
    ['talks nonsense', { stdout: 'docker: the whale is out' }],
  ])('takes podman where docker %s', async (_, docker) => {
    const found = await findContainerHost(host(docker, json(podmanInfo('v2'))));
    expect(found.info).toMatchObject({ name: 'podman', rootless: true });
  });

  it('says what is wrong with the engine one would expect', async () => {
    await expect(findContainerHost(host(noDocker))).rejects.toMatchObject({
      ...{ code: 'ENGINE_UNAVAILABLE', message: expect.stringContaining('Start it') },
    });
    await expect(
      findContainerHost({ ...host(json(dockerInfo)), engine: 'podman' }),
    ).rejects.toMatchObject({ code: 'ENGINE_MISSING', message: expect.stringContaining('podman') });
  });

  it('refuses an engine without root where the host cannot delegate to it', async () => {
    const old = host({ missing: true }, json(podmanInfo('v1')));
    await expect(findContainerHost(old)).rejects.toMatchObject({ code: 'ROOTLESS_UNSUPPORTED' });
  });

  it('names the limits of the host that are too low', async () => {
    const limits: Record<string, string> = {
      '/proc/sys/fs/inotify/max_user_instances': '128\n',
      '/proc/sys/fs/inotify/max_user_watches': '524288\n',
    };
    const readSysctl = async (path: string) => limits[path];
    const found = await findContainerHost({ ...host(json(dockerInfo)), readSysctl });
    expect(found.warnings).toEqual([
      expect.stringContaining('sysctl fs.inotify.max_user_instances=512'),
    ]);
    const unknown = await findContainerHost({
      ...{ ...host(json(dockerInfo)), readSysctl: async () => undefined },
    });
    expect(unknown.warnings).toEqual([]);
  });
});
