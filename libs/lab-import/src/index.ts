export * from './import-report.js';
export { type ImportedLab, importKillercoda } from './killercoda/import-scenario.js';
