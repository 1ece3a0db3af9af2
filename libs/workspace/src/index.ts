export * from './create-workspace-provider.js';
export * from './isolation-report.js';
export type { ExtraTool } from './sandbox/sandbox-layout.js';
export { findTool } from './tool-paths.js';
