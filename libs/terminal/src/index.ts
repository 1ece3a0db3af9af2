export * from './asciicast.js';
export * from './flow-control.js';
export * from './output-batcher.js';
export * from './read-recording.js';
export * from './terminal.js';
export * from './terminal-recorder.js';
export * from './terminal-session.js';
export * from './workspace.js';
