import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser of the machine; undefined where none is installed. CHROMIUM names another. */
export const chromiumPath: string | undefined = [process.env.CHROMIUM, ...candidates].find(
  (path) => path !== undefined && existsSync(path),
);

/** Starts it without a sandbox of its own (it may run as root) and without a word to the network. */
export function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no Chromium; install the package "chromium"');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
