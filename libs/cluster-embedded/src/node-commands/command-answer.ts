import { once } from 'node:events';
import type { Socket } from 'node:net';
import { frames } from './client-script.js';
import type { CommandIo } from './node-command.js';

/** What one command may print; the longest log is a fraction of it. Following ones end here, too. */
const answerBytesMax = 16 * 1024 * 1024;

/** A client that has its exit code closes at once; one that does not is cut off. */
const lingerMs = 5_000;

/** What a command prints, on its way to whoever typed it. */
export class CommandAnswer implements CommandIo {
  private readonly gone = new AbortController();
  private bytes = 0;

  constructor(
    private readonly socket: Socket,
    readonly isTerminal: boolean,
  ) {
    socket.on('close', () => this.gone.abort());
    socket.on('error', () => this.gone.abort());
    if (socket.destroyed) this.gone.abort();
  }

  get signal(): AbortSignal {
    return this.gone.signal;
  }

  out(text: string): Promise<void> {
    return this.send(text, frames.out, frames.outPart);
  }

  error(text: string): Promise<void> {
    return this.send(text, frames.error, frames.errorPart);
  }

  end(exitCode: number): void {
    if (this.socket.destroyed) return;
    this.socket.setTimeout(lingerMs);
    this.socket.end(`${frames.exit}${exitCode}\n`);
  }

  private async send(text: string, whole: string, part: string): Promise<void> {
    if (text === '' || this.signal.aborted) return;
    // A client's shell holds no NUL; what a container prints may.
    const lines = text.replaceAll('\0', '').split('\n');
    const rest = lines.pop() ?? '';
    const framed = lines.map((line) => `${whole}${line}\n`).join('');
    const message = rest === '' ? framed : `${framed}${part}${rest}\n`;
    this.bytes += message.length;
    if (this.bytes > answerBytesMax) {
      this.socket.destroy();
      return;
    }
    if (this.socket.write(message)) return;
    // Whoever does not read gets no more until it does, or goes.
    await once(this.socket, 'drain', { signal: this.signal }).catch(() => undefined);
  }
}
