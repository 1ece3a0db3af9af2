import { FitAddon } from '@xterm/addon-fit';
import { type ITerminalOptions, Terminal } from '@xterm/xterm';
import { writeClipboard } from '../../ui/clipboard';
import type { TerminalScreen } from './terminal-connection';
import { terminalKeyAction } from './terminal-keys';
import '@xterm/xterm/css/xterm.css';

/** Lines kept above the screen: a long `kubectl get -o yaml` many times over, some 10 MB at worst. */
const scrollbackLines = 5000;
/** The contrast of WCAG AA, kept even where a program picks grey on grey. */
const contrastMin = 4.5;
/** Clears screen, scrollback and modes; as output, so that it takes its turn after what is pending. */
const fullReset = '\x1bc';

const fixedOptions: ITerminalOptions = {
  scrollback: scrollbackLines,
  minimumContrastRatio: contrastMin,
  cursorBlink: false,
  cursorInactiveStyle: 'outline',
  lineHeight: 1.2,
  macOptionIsMeta: true,
  // A link in the output is the output's choice, not the learner's: it is shown, and not followed.
  linkHandler: { activate: () => undefined },
};

/** An xterm terminal in an element. */
export class XtermScreen implements TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fitAddon = new FitAddon();
  #isOpen = false;

  constructor(
    private readonly element: HTMLElement,
    options: ITerminalOptions,
  ) {
    this.#terminal = new Terminal({ ...fixedOptions, ...options });
    this.#terminal.loadAddon(this.#fitAddon);
    this.#terminal.attachCustomKeyEventHandler((event) => this.#onKey(event));
    this.fit();
  }

  clear(cols: number, rows: number): void {
    this.#terminal.write(fullReset);
    this.#terminal.resize(cols, rows);
  }

  write(bytes: Uint8Array, drawn: () => void): void {
    this.#terminal.write(bytes, drawn);
  }

  /**
   * Keeps its size while the element is hidden. Drawn from the first time it is visible: a hidden
   * element has no cells to measure.
   */
  fit(): { cols: number; rows: number } {
    if (this.element.offsetParent !== null) {
      if (!this.#isOpen) this.#terminal.open(this.element);
      this.#isOpen = true;
      this.#fitAddon.fit();
    }
    return { cols: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** Keystrokes, pastes, and the answers a terminal gives to queries. */
  onInput(listener: (bytes: Uint8Array) => void): void {
    const encoder = new TextEncoder();
    this.#terminal.onData((text) => listener(encoder.encode(text)));
    this.#terminal.onBinary((text) => listener(Uint8Array.from(text, (c) => c.charCodeAt(0))));
  }

  onResize(listener: (cols: number, rows: number) => void): void {
    this.#terminal.onResize(({ cols, rows }) => listener(cols, rows));
  }

  set(options: ITerminalOptions): void {
    Object.assign(this.#terminal.options, options);
    this.fit();
  }

  /**
   * Types a command and presses Enter; several lines arrive as one paste, where the shell knows
   * pastes. A terminal that was hidden until now takes its size first: a shell that learns of it
   * later draws the command twice.
   */
  run(command: string): void {
    this.fit();
    if (/[\n\t]/.test(command)) this.#terminal.paste(command);
    else this.#terminal.input(command);
    this.#terminal.input('\r');
    this.#terminal.focus();
  }

  press(sends: string): void {
    this.#terminal.input(sends);
  }

  focus(): void {
    this.#terminal.focus();
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #onKey(event: KeyboardEvent): boolean {
    const action = terminalKeyAction(event);
    if (action === 'copy') {
      event.preventDefault();
      if (event.type === 'keydown') this.#copySelection();
    }
    // Paste and F6 are left to the browser and to the page.
    return action === 'shell';
  }

  #copySelection(): void {
    const selection = this.#terminal.getSelection();
    if (selection === '') return;
    // Without the clipboard API (a page that is not on a secure address) the browser's own copy
    // command reaches xterm's copy handler.
    writeClipboard(selection).catch(() => document.execCommand('copy'));
  }
}
