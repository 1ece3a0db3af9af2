import { describe, expect, it } from 'vitest';
import { readContainerConfig } from './container-config.js';

describe('readContainerConfig', () => {
  it('has a default for everything; an empty value counts as unset', () => {
    const defaults = readContainerConfig({});
    const names = ['ENGINE', 'KIND', 'TOOLBOX_IMAGE', 'KIND_NODE_IMAGE', 'KIND_IMAGES'];
    const empty = Object.fromEntries(names.map((name) => [`DRILLYARD_${name}`, '']));
    expect(readContainerConfig(empty)).toEqual(defaults);
    expect(defaults).toMatchObject({
      ...{ engine: undefined, kind: 'kind', toolboxImage: 'drillyard-toolbox' },
      settings: { nodeImages: [], labImages: [], egress: false },
    });
  });

  it('reads what is set', () => {
    const config = readContainerConfig({
      ...{ DRILLYARD_ENGINE: 'podman', DRILLYARD_KIND_IMAGES: 'a, b', DRILLYARD_KIND_EGRESS: '1' },
      ...{ PATH: '/bin', DATABASE_URL: 'secret' },
    });
    expect(config).toMatchObject({
      engine: 'podman',
      settings: { labImages: ['a', 'b'], egress: true },
      environment: { PATH: '/bin' },
    });
    expect(config.environment).not.toHaveProperty('DATABASE_URL');
  });

  it('refuses an engine nobody knows', () => {
    expect(() => readContainerConfig({ DRILLYARD_ENGINE: 'lxc' })).toThrow(/docker, podman/);
  });
});
