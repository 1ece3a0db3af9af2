import type { Terminal } from '../kernel/terminal.js';
import { runtimeLimits } from '../runtime-limits.js';

/** Lines an interactive shell remembers. */
const historyLinesMax = 200;

export type Typed = { readonly line: string } | 'interrupted' | 'end';

/** Puts a line together at a prompt: cursor keys, history, Ctrl-A/E/K/U/W/L. */
export class LineEditor {
  private readonly history: string[] = [];

  constructor(private readonly terminal: Terminal) {}

  read(prompt: string): Promise<Typed> {
    this.terminal.echo(prompt);
    return new Promise((resolve) => {
      const edit = new Edit(this.terminal, prompt, this.history);
      this.terminal.takeKeys((key) => {
        const typed = edit.key(key);
        if (!typed) return false;
        if (typeof typed === 'object' && typed.line.trim()) this.remember(typed.line);
        resolve(typed);
        return true;
      });
    });
  }

  private remember(line: string): void {
    if (this.history.at(-1) !== line) this.history.push(line);
    if (this.history.length > historyLinesMax) this.history.shift();
  }
}

class Edit {
  private text: string[] = [];
  private cursor = 0;
  private at: number;

  constructor(
    private readonly terminal: Terminal,
    private readonly prompt: string,
    private readonly history: readonly string[],
  ) {
    this.at = history.length;
  }

  key(key: string): Typed | undefined {
    const action = this.actions[key];
    if (action) return action() as Typed | undefined;
    if (key < ' ' || this.text.length >= runtimeLimits.terminalLineCharactersMax) return undefined;
    this.text.splice(this.cursor, 0, key);
    this.cursor += 1;
    if (this.cursor === this.text.length) this.terminal.echo(key);
    else this.redraw();
    return undefined;
  }

  private readonly actions: Readonly<Record<string, () => unknown>> = {
    '\r': () => this.accept(),
    '\n': () => this.accept(),
    '\u0003': () => {
      this.terminal.echo('^C\n');
      return 'interrupted';
    },
    '\u0004': () => (this.text.length === 0 ? 'end' : undefined),
    '\u007f': () => this.erase(this.cursor - 1, this.cursor),
    '\b': () => this.erase(this.cursor - 1, this.cursor),
    '\u001b[3~': () => this.erase(this.cursor, this.cursor + 1),
    '\u0015': () => this.erase(0, this.cursor),
    '\u000b': () => this.erase(this.cursor, this.text.length),
    '\u0017': () => this.erase(this.wordStart(), this.cursor),
    '\u0001': () => this.move(0),
    '\u001b[H': () => this.move(0),
    '\u0005': () => this.move(this.text.length),
    '\u001b[F': () => this.move(this.text.length),
    '\u001b[D': () => this.move(this.cursor - 1),
    '\u001b[C': () => this.move(this.cursor + 1),
    '\u001b[A': () => this.recall(this.at - 1),
    '\u001b[B': () => this.recall(this.at + 1),
    '\u000c': () => {
      this.terminal.echo('\u001b[H\u001b[J');
      this.redraw();
    },
  };

  private accept(): Typed {
    this.terminal.echo('\n');
    return { line: this.text.join('') };
  }

  private erase(from: number, to: number): void {
    if (from < 0 || from >= to || from >= this.text.length) return;
    const isLast = to === this.text.length && to - from === 1;
    this.text.splice(from, to - from);
    this.cursor = from;
    if (isLast) this.terminal.echo('\b \b');
    else this.redraw();
  }

  private wordStart(): number {
    return this.text
      .slice(0, this.cursor)
      .join('')
      .replace(/\S+\s*$/, '').length;
  }

  private move(to: number): void {
    this.cursor = Math.min(Math.max(to, 0), this.text.length);
    this.redraw();
  }

  private recall(at: number): void {
    if (at < 0 || at > this.history.length) return;
    this.at = at;
    this.text = [...(this.history[at] ?? '')];
    this.cursor = this.text.length;
    this.redraw();
  }

  private redraw(): void {
    const back = this.text.length - this.cursor;
    const shown = `\r${this.prompt}${this.text.join('')}\u001b[K`;
    this.terminal.echo(shown + (back > 0 ? `\u001b[${back}D` : ''));
  }
}
