import type { Locator, Page } from 'playwright-core';

/** A check follows the cluster within a moment; a busy machine gets longer. */
const followLimitMs = 30_000;

/** The lab page as a learner uses it: by names and roles, and by typing. */
export class LabPage {
  constructor(readonly page: Page) {}

  get instructions(): Locator {
    return this.page.getByRole('region', { name: 'Instructions' });
  }

  /** The text that the terminal shows now. */
  async screen(): Promise<string> {
    const rows = await this.page.locator('.xterm-rows').first().locator('> div').allTextContents();
    return rows.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Resolves once the terminal takes keystrokes. */
  async terminalIsLive(): Promise<void> {
    await this.page.locator('.terminal-pane[data-state=live]').first().waitFor();
  }

  /** Types a command, presses Enter, and resolves with the screen once it has ended. */
  async run(command: string): Promise<string> {
    // Kept apart as it is typed, so that only the output holds it in one piece.
    const mark = `done-${Math.random().toString(36).slice(2, 8)}`;
    await this.page.getByRole('textbox', { name: 'Terminal input' }).first().focus();
    await this.page.keyboard.type(`${command}; echo ${mark.slice(0, 4)}''${mark.slice(4)}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.xterm-rows').first().getByText(mark).waitFor();
    return this.screen();
  }

  /** Waits until a check stands as said, such as "Passed", and for that reason; resolves with its row. */
  async check(name: RegExp, status: string, reason = /(?:)/): Promise<Locator> {
    const row = this.page
      .getByRole('region', { name: 'Checks' })
      .getByRole('button', { name })
      .filter({ hasText: status })
      .filter({ hasText: reason });
    await row.waitFor({ timeout: followLimitMs });
    return row;
  }

  async score(): Promise<number> {
    const text = await this.page.locator('.session-score').textContent();
    return Number(/\d+/.exec(text ?? '')?.[0]);
  }
}
