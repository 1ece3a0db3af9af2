/**
 * Whoever runs the server, in a browser: follows the operator's link, sees a learner's session and
 * why no cluster could be made ahead, with the command to try, empties the server and ends the session.
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServer, temporaryHome } from '../support/server-process.js';
import { accessibilityViolations } from './accessibility.js';
import { chromiumPath, launchChromium } from './chromium.js';

/** A cold build fits in. */
const startLimitMs = 150_000;
const timeout = 90_000;
const suffix = chromiumPath === undefined ? ', skipped for want of Chromium' : '';

const info = JSON.stringify({
  ...{ ServerVersion: '28.5.2', CgroupVersion: '2', NCPU: 4, MemTotal: 16_000_000_000 },
});
/** An engine that answers, and whose disk is full. */
const docker = `#!/bin/sh
case "$1$2" in
  info*) echo '${info}' ;;
  ps*|*' ls'|*ls) ;;
  *) echo 'Error response from daemon: no space left on device' >&2; exit 1 ;;
esac`;
const kind = '#!/bin/sh\necho kind v0.32.0 go1.26.0 linux/amd64';

describe.skipIf(chromiumPath === undefined)(`the operator's page${suffix}`, { timeout }, () => {
  let home: Awaited<ReturnType<typeof temporaryHome>>;
  let server: ServerProcess;
  let browser: Browser;
  let operator: Page;
  let learner: Page;

  beforeAll(async () => {
    home = await temporaryHome();
    const bin = join(home.home, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'docker'), docker, { mode: 0o755 });
    await writeFile(join(bin, 'kind'), kind, { mode: 0o755 });
    const environment = {
      PATH: `${bin}:${process.env.PATH}`,
      ...{ DRILLYARD_CLUSTERS: 'embedded,kind', DRILLYARD_ENGINE: 'docker' },
      ...{ DRILLYARD_KIND_POOL: '0:1', DRILLYARD_KIND_CLUSTERS_MAX: '7' },
    };
    [server, browser] = await Promise.all([startServer(home.home, environment), launchChromium()]);
    const newPage = async () => (await browser.newContext()).newPage();
    [operator, learner] = [await newPage(), await newPage()];
    await operator.setViewportSize({ width: 1280, height: 900 });
  }, startLimitMs);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await home?.remove();
  });

  const section = (name: string) => operator.getByRole('region', { name, exact: true });

  it('is not for learners', async () => {
    await learner.goto(server.loginLink);
    await learner.getByRole('heading', { level: 1 }).waitFor();
    expect(await learner.getByRole('link', { name: 'Operator' }).count()).toBe(0);
    await learner.goto(`${server.url}/operator`);
    await learner.getByText('login-link --operator').waitFor();
  });

  it('opens by a link of its own, and says which server it is', async () => {
    const env = { ...process.env, DRILLYARD_HOME: home.home, DATABASE_URL: '' };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['bin/drillyard.mjs', 'login-link', '--operator'],
      { env },
    );
    await operator.goto(stdout.trim());
    await operator.getByRole('heading', { level: 1, name: 'Operator' }).waitFor();
    expect(new URL(operator.url()).pathname + new URL(operator.url()).search).toBe('/operator');
    await section('Server').getByText('docker 28.5.2, kind 0.32.0').waitFor();
    await section('Clusters').getByText('0 of 7 clusters').waitFor();
    await section('Clusters').getByRole('cell', { name: '0 of 1' }).waitFor();
  });

  it('shows what failed, with the command to try by hand', async () => {
    // The pool tries again and again: the oldest failure stays where it is.
    const failure = section('Failures').getByRole('listitem').last();
    await failure.getByText('ENGINE_DISK_FULL').waitFor();
    await failure.getByText('docker system prune').waitFor();
    await failure.getByText(/^The command/).click();
    await failure.getByText(/^docker network create /).waitFor();
    expect(await accessibilityViolations(operator)).toEqual([]);
  });

  it("shows a learner's session, empties the server and ends the session", async () => {
    await learner.goto(`${server.url}/labs/pod-reader`);
    await learner.getByRole('button', { name: 'Start the lab' }).click();
    const row = section('Sessions').getByRole('row').filter({ hasText: 'pod-reader' });
    await row.getByText('ready on embedded').waitFor();

    await section('Server').getByRole('button', { name: 'Empty for maintenance' }).click();
    await operator.getByRole('button', { name: 'Empty it' }).click();
    await section('Server').getByText('1 session to go').waitFor();

    await row.getByRole('button', { name: /^End the session of learner/ }).click();
    expect(await accessibilityViolations(operator)).toEqual([]);
    await operator.getByRole('button', { name: 'End it' }).click();
    await section('Server').getByText('it can be stopped').waitFor();
    await section('Sessions').getByText('Nobody is here.').waitFor();
    if (process.env.SCREENSHOTS) {
      await operator.screenshot({
        path: `${process.env.SCREENSHOTS}/operator.png`,
        fullPage: true,
      });
    }
  });
});
