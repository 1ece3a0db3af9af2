export { type AppConfig, readAppConfig } from './config/app-config.js';
export { createLogger, type Logger } from './log/logger.js';
export { type RunningServer, startServer } from './start-server.js';
