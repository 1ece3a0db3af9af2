export * from './scripted-command-runner.js';
