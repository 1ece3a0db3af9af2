export * from './create-workspace-provider.js';
export * from './isolation-report.js';
export * from './kubectl/extra-tool.js';
export * from './kubectl/find-kubectl.js';
export * from './kubectl/obtain-kubectl.js';
export type { ExtraTool } from './sandbox/sandbox-layout.js';
