import { setTimeout as delay } from 'node:timers/promises';
import type { Terminal, TerminalExit } from '../terminal.js';

/** Longest wait for something a terminal should show; ample on a machine under load. */
const waitMs = 40_000;
const pollMs = 5;
/** The last part is enough to look for what is waited for, however much flows by. */
const charsKept = 100_000;

/** Types into a terminal and waits for what it shows, as a person would. */
export class TerminalDriver {
  private readonly decoder = new TextDecoder();
  private text = '';
  private bytes = 0;
  private ended: TerminalExit | undefined;

  constructor(readonly terminal: Terminal) {
    terminal.onOutput((bytes) => {
      this.bytes += bytes.byteLength;
      this.text += this.decoder.decode(bytes, { stream: true });
      if (this.text.length > 2 * charsKept) this.text = this.text.slice(-charsKept);
    });
    terminal.onExit((exit) => {
      this.ended = exit;
    });
  }

  /** Everything shown so far, its end at least. */
  get shown(): string {
    return this.text;
  }

  get bytesShown(): number {
    return this.bytes;
  }

  type(text: string): void {
    this.terminal.write(new TextEncoder().encode(text));
  }

  /** Forgets what was shown, so that the next wait is for something new. */
  forget(): void {
    this.text = '';
  }

  /** Runs a command line and waits for what it should show; matched against new output only. */
  async command(line: string, expected: string | RegExp): Promise<string> {
    this.forget();
    this.type(`${line}\r`);
    return this.shows(expected);
  }

  /** @throws Error with what was shown instead. */
  async shows(expected: string | RegExp): Promise<string> {
    const found = () =>
      typeof expected === 'string' ? this.text.includes(expected) : expected.test(this.text);
    await this.until(found, `${expected}`);
    return this.text;
  }

  async exits(): Promise<TerminalExit> {
    await this.until(() => this.ended !== undefined, 'its end');
    return this.ended ?? { exitCode: -1 };
  }

  private async until(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + waitMs;
    while (!condition()) {
      if (Date.now() > deadline) {
        throw new Error(`waited for ${what}, but the terminal showed: ${this.text.slice(-2000)}`);
      }
      await delay(pollMs);
    }
  }
}
