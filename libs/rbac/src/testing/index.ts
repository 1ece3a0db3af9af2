export * from './request.js';
export * from './static-reader.js';
