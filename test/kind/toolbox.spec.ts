import { workspaceProviderContract } from '@drillyard/terminal/testing';
import { beforeAll, describe, it } from 'vitest';
import { findEngine } from './container-engine.js';
import { isAskedFor } from './kind-subject.js';
import { requireToolboxImage, toolboxSubject } from './toolbox-subject.js';
import { toolboxWalls } from './toolbox-walls.js';

const engine = isAskedFor ? await findEngine() : 'they are tested by npm run test:kind';

if (typeof engine === 'string') {
  it.skip(`toolbox workspaces: ${engine}`, () => undefined);
} else {
  describe('toolbox workspaces', () => {
    beforeAll(() => requireToolboxImage(engine), 20 * 60_000);

    workspaceProviderContract(() => toolboxSubject(engine));
    toolboxWalls(() => toolboxSubject(engine));
  });
}
