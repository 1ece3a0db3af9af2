import { workspaceProviderContract } from '@drillyard/terminal/testing';
import { beforeAll, describe, it } from 'vitest';
import { findEngine } from './container-engine.js';
import { requireToolboxImage, toolboxSubject } from './toolbox-subject.js';
import { toolboxWalls } from './toolbox-walls.js';

const engine = await findEngine();

if (typeof engine === 'string') {
  it.skip(`toolbox workspaces: no container engine here (${engine})`, () => undefined);
} else {
  describe('toolbox workspaces', () => {
    beforeAll(() => requireToolboxImage(engine), 20 * 60_000);

    workspaceProviderContract(() => toolboxSubject(engine));
    toolboxWalls(() => toolboxSubject(engine));
  });
}
