import { AppError } from '@drillyard/errors';
import { issueLoginToken, loginLink } from './auth/login-token.js';
import { readAppConfig } from './config/app-config.js';
import { dataFolderAt } from './data-folder/data-folder.js';
import { findLockHolder } from './data-folder/data-folder-lock.js';

/** Prints a fresh one-time login link for the server that runs on the data folder; `--operator` for its page. */
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
    const role = process.argv.includes('--operator') ? 'operator' : 'learner';
    process.stdout.write(
      `${loginLink(url, await issueLoginToken(folder.loginTokens, role), role)}\n`,
    );
  }
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : error}\n`);
  process.exitCode = 1;
}
