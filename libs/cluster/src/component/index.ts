export * from './clock.js';
export * from './component-client.js';
export * from './event.js';
export * from './event-recorder.js';
export * from './http-component-client.js';
export * from './kubelet-client.js';
export * from './object-index.js';
export * from './work-queue.js';
