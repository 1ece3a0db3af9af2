export * from './resource-info.js';
export * from './schema.js';
