import type { ContainerStart } from './container-runtime.js';
import { ByteChannel } from './kernel/byte-channel.js';

/** Bytes an attached client may be behind before its container has to wait for it. */
const behindBytesMax = 256 * 1024;

/** Gives a container's output to its log, and to whoever is attached. */
export class Listeners {
  private readonly attached = new Set<{ stdout: ByteChannel; stderr: ByteChannel }>();

  constructor(private readonly log: ContainerStart['onOutput']) {}

  /** Resolves when all have room for more. */
  take(stream: 'stdout' | 'stderr', bytes: Uint8Array): void | Promise<void> {
    const logged = this.log(stream, bytes);
    if (this.attached.size === 0) return logged;
    const given = [...this.attached].map((one) => one[stream].write(bytes).catch(() => undefined));
    return Promise.all([logged, ...given]).then(() => undefined);
  }

  listen() {
    const one = {
      stdout: new ByteChannel(behindBytesMax),
      stderr: new ByteChannel(behindBytesMax),
    };
    this.attached.add(one);
    const release = () => {
      this.attached.delete(one);
      one.stdout.break();
      one.stderr.break();
    };
    return { ...one, release };
  }

  end(): void {
    for (const { stdout, stderr } of this.attached) {
      stdout.end();
      stderr.end();
    }
    this.attached.clear();
  }
}
