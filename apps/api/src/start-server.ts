import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { appModule } from './app.module.js';
import type { LearnerRole } from './auth/learner.js';
import { issueLoginToken, loginLink } from './auth/login-token.js';
import type { AppConfig } from './config/app-config.js';
import { createDataFolder, type DataFolder, dataFolderAt } from './data-folder/data-folder.js';
import { lockDataFolder } from './data-folder/data-folder-lock.js';
import { configureHttp } from './http/configure-http.js';
import { explainListenError, requireFreeAddress } from './listen-errors.js';
import type { Logger } from './log/logger.js';
import { NestLogger } from './log/nest-logger.js';
import { TerminalSocketAdapter } from './terminals/terminal-socket-adapter.js';

export interface RunningServer {
  /** Where it is reached, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Makes a one-time login link; an operator's leads to the operator's page. */
  createLoginLink(role?: LearnerRole): Promise<string>;
  /** Stops in order; clusters and workspaces stay for the next start. */
  close(): Promise<void>;
}

/** Starts everything, in the order in which a mistake is cheapest; what was opened is closed again. */
export async function startServer(config: AppConfig, logger: Logger): Promise<RunningServer> {
  const folder = dataFolderAt(config.home, config.databaseUrl);
  await createDataFolder(folder);
  const lock = await lockDataFolder(folder.lock);
  try {
    await requireFreeAddress(config);
    const app = await NestFactory.create<NestExpressApplication>(appModule(config, logger), {
      abortOnError: false,
      bodyParser: false,
      forceCloseConnections: true,
      logger: new NestLogger(logger),
    });
    try {
      const url = await listen(app, config, logger);
      lock.announce(url);
      return describeServer(app, url, folder, () => lock.release());
    } catch (error) {
      await app.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function listen(
  app: NestExpressApplication,
  config: AppConfig,
  logger: Logger,
): Promise<string> {
  app.useWebSocketAdapter(new TerminalSocketAdapter(app));
  configureHttp(app, config, logger);
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    throw explainListenError(error, config);
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  return config.publicUrl ?? `http://${nameIn(config.host)}:${port}`;
}

/** How an address is written in a URL; one that means "all of them" is reached as this machine. */
function nameIn(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function describeServer(
  app: NestExpressApplication,
  url: string,
  folder: DataFolder,
  unlock: () => Promise<void>,
): RunningServer {
  return {
    url,
    createLoginLink: async (role = 'learner') =>
      loginLink(url, await issueLoginToken(folder.loginTokens, role), role),
    close: async () => {
      // No new connections, while those there are come to their end.
      app.getHttpServer().close();
      await app.close();
      await unlock();
    },
  };
}
