/**
 * A learner in a browser: opens the printed link, starts the lab "Let a colleague read pods, and nothing
 * else", types kubectl into the terminal, sees a wrong answer explained and the right one turn
 * green, reloads in the middle and loses nothing, ends the lab. Another browser asks for German.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServer, temporaryHome } from '../support/server-process.js';
import { accessibilityViolations } from './accessibility.js';
import { chromiumPath, launchChromium } from './chromium.js';
import { LabPage } from './lab-page.js';

/** A cold build fits in. */
const startLimitMs = 150_000;
/** Of one step, in which a few commands are typed and followed on a busy machine. */
const timeout = 90_000;

const hasKubectl = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'kubectl')));
const missing = [
  ...(chromiumPath === undefined ? ['Chromium (package "chromium")'] : []),
  ...(hasKubectl ? [] : ['kubectl']),
];
const suffix = missing.length > 0 ? `, skipped for want of ${missing.join(' and ')}` : '';

describe.skipIf(missing.length > 0)(`the lab page in a browser${suffix}`, { timeout }, () => {
  let home: Awaited<ReturnType<typeof temporaryHome>>;
  let server: ServerProcess;
  let browser: Browser;
  let page: Page;
  let lab: LabPage;
  let namespace: string;
  let user: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    home = await temporaryHome();
    [server, browser] = await Promise.all([startServer(home.home), launchChromium()]);
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    lab = new LabPage(page);
  }, startLimitMs);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await home?.remove();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const text = await page.getByRole('region').allInnerTexts();
    process.stderr.write(`The page showed:\n${text.join('\n── \n')}\n`);
  });

  it('is signed in by the printed link, which leaves the address', async () => {
    await page.goto(server.loginLink);
    await page.getByRole('heading', { level: 1, name: /Kubernetes security/ }).waitFor();
    expect(page.url()).not.toContain('token');
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  it('starts the lab from the catalogue', async () => {
    await page.getByRole('link', { name: 'Let a colleague read pods, and nothing else' }).click();
    await page.getByRole('button', { name: 'Start the lab' }).click();
    await lab.terminalIsLive();
    const below = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(below, 'pixels of page below the workbench').toBe(0);
    const screen = await lab.run('kubectl get namespaces');
    namespace = /^(atlas|borealis|cygnus)\s+Active/m.exec(screen)?.[1] ?? '';
    expect(namespace, screen).not.toBe('');
    const text = (await lab.instructions.allTextContents()).join(' ');
    user = /\b(jane|omar|mei)\b/.exec(text)?.[1] ?? '';
    expect(user, text).not.toBe('');
  });

  it('says why an untouched lab does not pass', async () => {
    await lab.check(/can read pods/, 'Not yet', new RegExp(`${user} cannot`, 'i'));
  });

  it('shows what is too much in a wrong answer', async () => {
    await lab.run(
      `kubectl -n ${namespace} create role pod-reader --verb='*' --resource=pods && ` +
        `kubectl -n ${namespace} create rolebinding pod-reader --role=pod-reader --user=${user}`,
    );
    await lab.check(/can read pods/, 'Passed');
    const row = await lab.check(/nothing else/, 'Not yet', /\*|delete|every verb/);
    await row.click();
    await page.getByText('Expected', { exact: true }).filter({ visible: true }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  it('loses nothing when the page is reloaded', async () => {
    await lab.run('cd /tmp; kept=in-the-shell; echo before-the-reload');
    const score = await lab.score();
    await page.reload();
    await lab.terminalIsLive();
    expect(await lab.screen()).toContain('before-the-reload');
    expect(await lab.run('echo $kept $PWD')).toContain('in-the-shell /tmp');
    await lab.check(/can read pods/, 'Passed');
    await lab.check(/nothing else/, 'Not yet');
    expect(await lab.score()).toBe(score);
  });

  it('turns green by itself when the answer is right', async () => {
    const before = await lab.score();
    await lab.run(
      `kubectl -n ${namespace} delete role pod-reader && ` +
        `kubectl -n ${namespace} create role pod-reader --verb=get,list,watch --resource=pods`,
    );
    await lab.check(/can read pods/, 'Passed');
    await lab.check(/nothing else/, 'Passed');
    expect(await lab.score()).toBeGreaterThan(before);
  });

  it('says so when what was right is right no longer', async () => {
    await lab.run(`kubectl -n ${namespace} delete rolebinding pod-reader`);
    await lab.check(/can read pods/, 'Was right, is not now');
  });

  it('lets go of the keyboard on F6', async () => {
    await page.getByRole('textbox', { name: 'Terminal input' }).first().focus();
    await page.keyboard.press('F6');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(focused).toBe('Checks');
  });

  it('ends the lab and keeps the score', async () => {
    const score = await lab.score();
    await page.getByRole('button', { name: 'End lab' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await page.getByText('Lab ended').waitFor();
    await page.getByRole('link', { name: 'All labs', exact: true }).click();
    await page.getByText(`Best ${score}/`).waitFor();
  });

  it('speaks the language of the browser, or the one that is picked, without losing anything', async () => {
    const storageState = await page.context().storageState();
    const german = await browser.newContext({ locale: 'de-DE', storageState });
    const tab = await german.newPage();
    await tab.goto(new URL('/labs/pod-or-container', page.url()).href);
    await tab.locator('h1[lang=de]', { hasText: 'Finde heraus, wer gewinnt' }).waitFor();
    await tab.getByRole('button', { name: 'Start the lab' }).click();
    const instructions = tab.getByRole('region', { name: 'Instructions' });
    await instructions.locator('[lang=de]', { hasText: 'Sag zuerst voraus' }).waitFor();
    await tab.getByLabel('Als welcher Benutzer läuft der Container host?').fill('0');
    await instructions.getByRole('button', { name: 'Answer', exact: true }).first().click();
    await instructions.locator('[lang=de]', { hasText: 'wenn niemand etwas sagte' }).waitFor();
    expect(await accessibilityViolations(tab)).toEqual([]);
    await tab.getByLabel('Language').selectOption({ label: 'English' });
    await instructions.locator('[lang=en]', { hasText: 'if nobody said anything' }).waitFor();
    expect(await tab.getByLabel('As which user does the container host run?').inputValue()).toBe(
      '0',
    );
    await tab.reload();
    await tab.locator('h1[lang=en]', { hasText: 'Find out who wins' }).waitFor();
    await german.close();
  });

  it('broke no rule of the page on the way', () => {
    expect(complaints).toEqual([]);
  });
});
