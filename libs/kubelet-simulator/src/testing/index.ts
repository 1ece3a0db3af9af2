export * from './scripted-runtime.js';
