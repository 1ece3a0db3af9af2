import { randomFillSync } from 'node:crypto';
import type { FileSystem } from '../vfs/file-system.js';
import type { DeviceName, FileInode } from '../vfs/inode.js';
import type { MountPoint } from '../vfs/mount-point.js';
import type { ByteChannel } from './byte-channel.js';
import { Errno } from './errno.js';
import type { Terminal } from './terminal.js';

type IsGone = () => boolean;

/** What stands behind a file descriptor. */
export interface FileBehind {
  /** Undefined at the end. */
  read(bytesMax: number, isGone: IsGone): Promise<Uint8Array | undefined>;
  write(bytes: Uint8Array, isGone: IsGone): Promise<void>;
  close?(): void;
  readonly terminal?: Terminal;
}

/** An open file, closed when the last process that has it closes it. */
export class OpenFile {
  private references = 1;

  constructor(private readonly behind: FileBehind) {}

  get terminal(): Terminal | undefined {
    return this.behind.terminal;
  }

  /** For one more process. */
  duplicate(): this {
    this.references += 1;
    return this;
  }

  close(): void {
    this.references -= 1;
    if (this.references === 0) this.behind.close?.();
  }

  read(bytesMax: number, isGone: IsGone): Promise<Uint8Array | undefined> {
    return this.behind.read(bytesMax, isGone);
  }

  write(bytes: Uint8Array, isGone: IsGone): Promise<void> {
    return this.behind.write(bytes, isGone);
  }
}

async function badDescriptor(): Promise<never> {
  throw new Errno('EBADF');
}

export function channelReader(channel: ByteChannel): OpenFile {
  channel.openReader();
  return new OpenFile({
    read: (bytesMax, isGone) => channel.read(bytesMax, isGone),
    write: badDescriptor,
    close: () => channel.closeReader(),
  });
}

export function channelWriter(channel: ByteChannel): OpenFile {
  channel.openWriter();
  return new OpenFile({
    read: badDescriptor,
    write: (bytes, isGone) => channel.write(bytes, isGone),
    close: () => channel.closeWriter(),
  });
}

/** Whatever takes bytes, such as a container's log. */
export function sink(take: (bytes: Uint8Array) => void | Promise<void>): OpenFile {
  return new OpenFile({ read: async () => undefined, write: async (bytes) => take(bytes) });
}

export function fixedInput(content: Uint8Array): OpenFile {
  let at = 0;
  return new OpenFile({
    async read(bytesMax) {
      if (at >= content.length) return undefined;
      const piece = content.subarray(at, at + bytesMax);
      at += piece.length;
      return piece;
    },
    write: badDescriptor,
  });
}

export function regularFile(
  system: FileSystem,
  file: FileInode,
  mount: MountPoint,
  { append }: { append: boolean },
): OpenFile {
  let at = 0;
  return new OpenFile({
    async read(bytesMax) {
      const content = file.generate ? Buffer.from(file.generate()) : file.content;
      if (at >= content.length) return undefined;
      const piece = content.subarray(at, at + bytesMax);
      at += piece.length;
      return piece;
    },
    async write(bytes) {
      if (append) at = file.content.length;
      const length = Math.max(file.content.length, at + bytes.length);
      mount.budget.takeBytes(length - file.content.length);
      mount.budget.takeBytes(file.content.length - length);
      const content = new Uint8Array(length);
      content.set(file.content);
      content.set(bytes, at);
      system.setContent(file, mount, content);
      at += bytes.length;
    },
  });
}

const deviceChunkBytes = 16 * 1024;

export function deviceFile(device: DeviceName, terminal: Terminal | undefined): OpenFile {
  const endless = (bytesMax: number) => new Uint8Array(Math.min(bytesMax, deviceChunkBytes));
  const discard = async () => undefined;
  switch (device) {
    case 'null':
      return new OpenFile({ read: discard, write: discard });
    case 'zero':
      return new OpenFile({ read: async (bytesMax) => endless(bytesMax), write: discard });
    case 'random':
      return new OpenFile({
        read: async (bytesMax) => randomFillSync(endless(bytesMax)),
        write: discard,
      });
    case 'full':
      return new OpenFile({
        read: async (bytesMax) => endless(bytesMax),
        write: () => Promise.reject(new Errno('ENOSPC')),
      });
    case 'tty':
      if (!terminal) throw new Errno('ENODEV');
      return terminalFile(terminal);
  }
}

export function terminalFile(terminal: Terminal): OpenFile {
  return new OpenFile({
    terminal,
    read: (bytesMax, isGone) => terminal.read(bytesMax, isGone),
    write: (bytes, isGone) => terminal.write(bytes, isGone),
  });
}
