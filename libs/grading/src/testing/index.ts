export * from './check-fixtures.js';
export * from './fake-files.js';
