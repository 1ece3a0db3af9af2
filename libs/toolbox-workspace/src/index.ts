export * from './toolbox-workspace-provider.js';
