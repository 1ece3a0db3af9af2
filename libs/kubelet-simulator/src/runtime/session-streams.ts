import type { ContainerExit, ContainerStreams } from '@drillyard/cluster';
import { ByteChannel } from './kernel/byte-channel.js';
import type { Terminal } from './kernel/terminal.js';

interface Session {
  readonly terminal: Terminal | undefined;
  readonly input: ByteChannel | undefined;
  readonly stdout: ByteChannel;
  readonly stderr: ByteChannel;
  readonly exit: Promise<ContainerExit>;
  readonly hangUp: () => void;
  /** Whether the input stays open when this client ends its own. */
  readonly keepInput?: boolean;
}

/** What a client of exec or attach has in its hands. */
export function streamsOf({
  terminal,
  input,
  stdout,
  stderr,
  exit,
  hangUp,
  keepInput,
}: Session): ContainerStreams {
  const nothing = new ByteChannel();
  nothing.end();
  return {
    stdout,
    stderr: terminal ? nothing : stderr,
    exit,
    close: hangUp,
    async write(bytes) {
      if (terminal) return terminal.feed(bytes);
      await input?.write(bytes).catch(() => undefined);
    },
    endInput() {
      if (!keepInput) input?.end();
    },
    resize({ columns, rows }) {
      if (!terminal) return;
      terminal.columns = columns;
      terminal.rows = rows;
      terminal.onSignal('SIGWINCH');
    },
  };
}

/** A session that ended before it began. */
export function refusedStreams(exit: ContainerExit): ContainerStreams {
  const stdout = new ByteChannel();
  const stderr = new ByteChannel();
  stdout.end();
  stderr.end();
  const ended = Promise.resolve(exit);
  return streamsOf({
    terminal: undefined,
    input: undefined,
    stdout,
    stderr,
    exit: ended,
    hangUp: () => undefined,
  });
}
