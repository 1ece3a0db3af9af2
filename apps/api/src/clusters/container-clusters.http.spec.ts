import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabSummary } from '../catalog/lab.dto.js';
import { type AppConfig, readAppConfig } from '../config/app-config.js';
import { configModule } from '../config/config.module.js';
import { DataFolderModule } from '../data-folder/data-folder.module.js';
import { logModule } from '../log/log.module.js';
import { TestServer } from '../testing/test-server.js';
import { CONTAINER_HOST, ContainerHostModule } from './container-host.module.js';

const info = JSON.stringify({
  ...{ ServerVersion: '28.5.2', CgroupVersion: '2', NCPU: 4, MemTotal: 16_000_000_000 },
});
/** An engine with nothing in it that can make nothing either. */
const emptyDocker = `#!/bin/sh
case "$1$2" in
  info*) echo '${info}' ;;
  ps*|*' ls') ;;
  *) echo 'Error response from daemon: no space left on device' >&2; exit 1 ;;
esac`;
const stoppedDocker = `#!/bin/sh
echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2
exit 1`;
const kind = '#!/bin/sh\necho kind v0.32.0 go1.25.9 linux/amd64';

describe('a server whose clusters are containers', () => {
  let bin: string;
  beforeAll(async () => {
    bin = await mkdtemp(join(tmpdir(), 'drillyard-bin-'));
  });
  afterAll(() => rm(bin, { recursive: true }));

  /** Settings under which the programs of `bin` are all there is. */
  async function configWith(programs: Record<string, string>): Promise<AppConfig> {
    await Promise.all(
      Object.entries(programs).map(([name, text]) =>
        writeFile(join(bin, name), text, { mode: 0o755 }),
      ),
    );
    return readAppConfig({
      ...{ PATH: bin, DRILLYARD_CLUSTERS: 'kind', DRILLYARD_HOME: bin, DRILLYARD_ENGINE: 'docker' },
    });
  }

  async function hostWith(programs: Record<string, string>): Promise<unknown> {
    const config = await configWith(programs);
    const imports = [configModule(config), logModule(pino({ level: 'silent' }))];
    const module = await Test.createTestingModule({
      imports: [...imports, DataFolderModule, ContainerHostModule],
    }).compile();
    return module.get(CONTAINER_HOST);
  }

  it.each([
    ['the engine does not run', { docker: stoppedDocker, kind }, 'ENGINE_UNAVAILABLE'],
    [
      'kind is too old',
      { docker: emptyDocker, kind: kind.replace('0.32', '0.20') },
      'KIND_VERSION_UNSUPPORTED',
    ],
  ])('does not start where %s', async (_, programs, code) => {
    await expect(hostWith(programs)).rejects.toMatchObject({ code });
  });

  describe('on a host that can run some labs', () => {
    let server: TestServer;
    beforeAll(async () => {
      const { clusters, containers } = await configWith({ docker: emptyDocker, kind });
      server = await TestServer.start({
        ...{ clusters, containers: { ...containers, kind: join(bin, 'kind') } },
      });
    });
    afterAll(() => server?.remove());

    it('shows the labs that containers can run', async () => {
      const learner = await server.login();
      const labs = await learner.call<LabSummary[]>('GET', '/api/labs');
      // The needy one asks for a cluster that is made to order.
      expect(labs.map(({ name, available }) => [name, available])).toEqual([
        ...[
          ['make', true],
          ['fails', true],
          ['needy', true],
          ['node', true],
        ],
      ]);
    });

    it('tells the learner what is wrong with it', async () => {
      const learner = await server.login();
      const { id } = await learner.call<{ id: string }>('POST', '/api/lab-sessions', {
        lab: 'make',
      });
      const failed = await learner.until(id, (view) => view.state === 'failed');
      expect(failed.failure).toMatchObject({
        ...{ code: 'ENGINE_DISK_FULL', message: expect.stringContaining('docker system prune') },
      });
    });
  });
});
