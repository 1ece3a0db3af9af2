export * from './resource-info.js';
export * from './resource-table.js';
export * from './schema.js';
export { schemaOf, schemeGroupVersions, typeNames } from './type-table.js';
