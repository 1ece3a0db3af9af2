export * from './emulated-engine.js';
export * from './emulated-host.js';
export * from './hurried-clock.js';
export * from './kindless-api-server.js';
export * from './provider-on-emulated-host.js';
export * from './scripted-command-runner.js';
