export { explainMissingImage } from './toolbox.js';
export * from './toolbox-workspace-provider.js';
