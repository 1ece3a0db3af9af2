export * from './openssl.js';
