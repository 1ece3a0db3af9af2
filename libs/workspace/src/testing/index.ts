export * from './sandbox-walls.js';
