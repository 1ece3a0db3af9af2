export type * from './container-image.js';
export type * from './container-network.js';
export * from './container-runtime.js';
export { SocketTable } from './kernel/socket-table.js';
export type * from './mount.js';
export * from './program-name.js';
export * from './simulated-container-runtime.js';
export * from './vfs/volume-storage.js';
