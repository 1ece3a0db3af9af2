import { AppError } from '@drillyard/errors';
import { issueLoginToken } from './auth/login-token.js';
import { readAppConfig } from './config/app-config.js';
import { dataFolderAt } from './data-folder/data-folder.js';
import { findLockHolder } from './data-folder/data-folder-lock.js';

/** Prints a fresh one-time login link for the server that runs on the data folder. */
try {
  const { home, databaseUrl } = readAppConfig();
  const folder = dataFolderAt(home, databaseUrl);
  const url = (await findLockHolder(folder.lock))?.url;
  if (url === undefined) {
    process.stderr.write(
      `No server runs on the data folder ${home}. Start one with: npm start\n` +
        'It prints a link of its own. DRILLYARD_HOME chooses another folder.\n',
    );
    process.exitCode = 1;
  } else {
    process.stdout.write(`${url}/?token=${await issueLoginToken(folder.loginTokens)}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : error}\n`);
  process.exitCode = 1;
}
