import { describe, expect, it } from 'vitest';
import { readAppConfig } from './app-config.js';

describe('the settings of clusters that are containers', () => {
  it('have a default for everything, and use no container', () => {
    expect(readAppConfig({})).toMatchObject({
      clusters: ['embedded'],
      containers: {
        engine: undefined,
        kind: 'kind',
        settings: { nodeImages: [], nodeMemoryBytes: 2 ** 31, clustersMax: 20, pool: [] },
      },
    });
  });

  it('name providers in order, images and what is kept ready', () => {
    const { clusters, containers } = readAppConfig({
      DRILLYARD_CLUSTERS: 'kind, embedded',
      DRILLYARD_ENGINE: 'podman',
      DRILLYARD_KIND_NODE_IMAGE: 'a, b',
      DRILLYARD_KIND_POOL: '0:2, 1:1',
      DRILLYARD_KIND_MOUNTS: '/srv/images:/images, /srv/data:/data:rw',
      DRILLYARD_KIND_MEMORY_MIB: '1024',
    });
    expect(clusters).toEqual(['kind', 'embedded']);
    expect(containers).toMatchObject({
      engine: 'podman',
      settings: {
        nodeImages: ['a', 'b'],
        memoryBytes: 2 ** 30,
        extraMounts: [
          { hostPath: '/srv/images', containerPath: '/images', readOnly: true },
          { hostPath: '/srv/data', containerPath: '/data', readOnly: false },
        ],
        pool: [
          { shape: { controlPlanes: 1, workers: 0 }, size: 2 },
          { shape: { controlPlanes: 1, workers: 1 }, size: 1 },
        ],
      },
    });
  });

  it.each([
    ['DRILLYARD_CLUSTERS', 'minikube'],
    ['DRILLYARD_ENGINE', 'nerdctl'],
    ['DRILLYARD_KIND_POOL', 'many'],
    ['DRILLYARD_KIND_MOUNTS', 'images:/images'],
    ['DRILLYARD_KIND_MOUNTS', '/images'],
    ['DRILLYARD_KIND_CLUSTERS_MAX', '0'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => readAppConfig({ [name]: value })).toThrow(name);
  });

  it('pass on where the engine is, and no secret of the server', () => {
    const { environment } = readAppConfig({
      ...{ PATH: '/bin', DOCKER_HOST: 'ssh://host', HTTPS_PROXY: 'x', https_proxy: 'y' },
      ...{ DATABASE_URL: 'postgresql://me:pw@db/x', DRILLYARD_HOME: '/x', AWS_SECRET: 's' },
    }).containers;
    expect(environment).toEqual({
      ...{ PATH: '/bin', DOCKER_HOST: 'ssh://host', HTTPS_PROXY: 'x', https_proxy: 'y' },
    });
  });
});
