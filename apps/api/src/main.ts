import 'reflect-metadata';
import { AppError, UnexpectedError } from '@drillyard/errors';
import { readAppConfig } from './config/app-config.js';
import { createLogger, type Logger } from './log/logger.js';
import { type RunningServer, startServer } from './start-server.js';

/** Closing takes well under a second; a process manager kills after ten. */
const closeLimitMs = 8_000;

try {
  const config = readAppConfig();
  const logger = createLogger(config.logLevel, config.logFormat);
  const server = await startServer(config, logger);
  closeOnSignals(server, logger);
  logCrashes(logger);
  logger.info({ url: server.url, home: config.home }, 'listening');
  process.stdout.write(`${await server.createLoginLink()}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function closeOnSignals(server: RunningServer, logger: Logger): void {
  let isClosing = false;
  const close = async (signal: NodeJS.Signals) => {
    // Asked twice, the user means it.
    if (isClosing) process.exit(1);
    isClosing = true;
    logger.info({ signal }, 'closing');
    setTimeout(() => {
      logger.error('closing took too long; nothing is lost');
      process.exit(1);
    }, closeLimitMs).unref();
    try {
      await server.close();
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'closing failed');
      process.exit(1);
    }
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

/** A bug nobody caught: the log has it, and the next start takes everything up again. */
function logCrashes(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'the server crashed; nothing is lost, start it again');
    process.exit(1);
  });
}

/** What an operator can put right is one message; a bug is shown whole. */
function explain(error: unknown): string {
  if (error instanceof AppError && !(error instanceof UnexpectedError)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
