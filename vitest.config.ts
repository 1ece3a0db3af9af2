import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Workspace packages resolve to their sources, so no test needs a build. */
const conditions = ['@drillyard/source'];

export default defineConfig({
  resolve: { conditions: [...conditions, 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: [...conditions, 'module', 'node', 'development|production'] } },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['{libs,apps}/**/src/**/*.spec.ts', 'scripts/**/*.spec.ts', 'test/**/*.spec.ts'],
    pool: 'forks',
    // Modules are loaded once for a worker, not once for each file: specs leave no global state.
    isolate: false,
    // Many tests wait for a process or a socket: one worker per processor keeps all of them busy.
    maxWorkers: availableParallelism(),
    // A condition that never comes true; none of the tests asks for speed.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    setupFiles: ['test/support/patient-waits.ts'],
  },
});
