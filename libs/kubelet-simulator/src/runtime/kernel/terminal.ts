import { runtimeLimits } from '../runtime-limits.js';
import { ByteChannel } from './byte-channel.js';
import type { SignalName } from './signal.js';

const encoder = new TextEncoder();

/** Keys as they are typed: one character or one escape sequence. */
const escapeKey = '\u001b';
const keys = new RegExp(`${escapeKey}(?:\\[[0-9;]*[A-Za-z~]|O[A-Z]|.)?|[\\s\\S]`, 'gu');

/** Takes the keys itself instead of the line discipline, as a shell does while it edits a line. */
export type KeyReader = (key: string) => boolean;

/**
 * A terminal: lines are put together from keys, echoed, and given to who reads; Ctrl-C, Ctrl-\ and
 * Ctrl-D mean what they mean (termios(3), canonical mode).
 */
export class Terminal {
  /** What the one who sits before it sees. */
  readonly screen = new ByteChannel();
  columns = 80;
  rows = 24;
  /** Sends a signal to the processes in the foreground. */
  onSignal: (signal: SignalName) => void = () => undefined;
  onResize: () => void = () => undefined;
  private readonly lines = new ByteChannel(Number.POSITIVE_INFINITY);
  private readonly decoder = new TextDecoder();
  private line = '';
  private keyReader: KeyReader | undefined;
  private hungUp = false;

  /** Keys go to the reader until it says that it has enough. */
  takeKeys(reader: KeyReader): void {
    this.keyReader = reader;
    const begun = Buffer.from(this.lines.drain()).toString('utf8') + this.line;
    this.line = '';
    for (const key of begun.match(keys) ?? []) this.type(key);
    if (this.hungUp) this.keyReader?.('\u0004');
  }

  /** What was typed. */
  async feed(bytes: Uint8Array): Promise<void> {
    for (const key of this.decoder.decode(bytes, { stream: true }).match(keys) ?? []) {
      this.type(key);
    }
  }

  private type(key: string): void {
    if (!this.keyReader) this.discipline(key);
    else if (this.keyReader(key)) this.keyReader = undefined;
  }

  hangUp(): void {
    this.hungUp = true;
    this.lines.end();
    this.keyReader?.('\u0004');
    this.onSignal('SIGHUP');
    this.screen.end();
  }

  async read(bytesMax: number, isGone: () => boolean): Promise<Uint8Array | undefined> {
    const bytes = await this.lines.read(bytesMax, isGone);
    if (bytes?.length === 0) return undefined;
    return bytes;
  }

  write(bytes: Uint8Array, isGone: () => boolean = () => false): Promise<void> {
    return this.screen.write(withReturns(bytes), isGone);
  }

  /** Shows text without waiting: an echo is small, and lost where nobody looks. */
  echo(text: string): void {
    this.write(encoder.encode(text)).catch(() => undefined);
  }

  private discipline(key: string): void {
    if (key === '\u0003') this.interrupt('^C', 'SIGINT');
    else if (key === '\u001c') this.interrupt('^\\', 'SIGQUIT');
    else if (key === '\u0004') this.flush(this.line);
    else if (key === '\u007f' || key === '\b') this.erase(1);
    else if (key === '\u0015') this.erase(this.line.length);
    else if (key === '\r' || key === '\n') {
      this.echo('\n');
      this.flush(`${this.line}\n`);
    } else if (this.line.length + key.length <= runtimeLimits.terminalLineCharactersMax) {
      this.line += key;
      this.echo(key.startsWith('\u001b') ? `^[${key.slice(1)}` : key);
    }
  }

  private interrupt(shown: string, signal: SignalName): void {
    this.line = '';
    this.echo(shown);
    this.onSignal(signal);
  }

  private erase(count: number): void {
    const kept = [...this.line].slice(0, -count || undefined);
    const gone = [...this.line].length - kept.length;
    this.line = kept.join('');
    this.echo('\b \b'.repeat(gone));
  }

  private flush(text: string): void {
    this.line = '';
    if (text === '') this.lines.unread(new Uint8Array());
    else this.lines.write(encoder.encode(text)).catch(() => undefined);
  }
}

/** Each line feed with a carriage return before it (ONLCR). */
function withReturns(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(10)) return bytes;
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\n/g, '\r\n'), 'latin1');
}
