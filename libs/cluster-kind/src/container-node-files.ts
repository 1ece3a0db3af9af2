import type { Clock, NodeFile, NodeFileReader } from '@drillyard/cluster';
import { CommandError } from './command-runner.js';
import type { Engine } from './engine.js';

const bytesDefault = 1024 * 1024;
/** Between two looks at a file: each is a process in the node, and a learner waits for a check. */
const watchIntervalMs = 2_000;
const absentCode = 44;
/** Says mode, owner and size on a line, then the beginning of the file. */
const readScript = `[ -f "$1" ] || exit ${absentCode}; stat -L -c '%a %U %s' -- "$1" && head -c "$2" -- "$1"`;
const fingerprintScript = `stat -L -c '%d %i %s %Y %Z %a %u' -- "$1" 2>/dev/null || echo absent`;

/** The files of a node that is a container, read by programs that run in it. */
export class ContainerNodeFiles implements NodeFileReader {
  constructor(
    private readonly engine: Engine,
    private readonly container: string,
    private readonly clock: Clock,
  ) {}

  async read(path: string, maxBytes = bytesDefault): Promise<NodeFile | undefined> {
    const argv = ['sh', '-c', readScript, 'sh', path, String(maxBytes)];
    try {
      const { stdoutBytes } = await this.engine.exec(this.container, argv);
      return parse(Buffer.from(stdoutBytes));
    } catch (error) {
      if (error instanceof CommandError && error.exitCode === absentCode) return undefined;
      throw error;
    }
  }

  watch(path: string, onChange: () => void): () => void {
    const argv = ['sh', '-c', fingerprintScript, 'sh', path];
    let seen: string | undefined;
    let stopped = false;
    let cancel = () => {};
    const look = async () => {
      // A node that does not answer has not changed its file: the next look may tell.
      const result = await this.engine.exec(this.container, argv).catch(() => undefined);
      if (stopped) return;
      if (result !== undefined) {
        if (seen !== undefined && seen !== result.stdout) onChange();
        seen = result.stdout;
      }
      cancel = this.clock.after(watchIntervalMs, () => void look());
    };
    void look();
    return () => {
      stopped = true;
      cancel();
    };
  }
}

function parse(output: Buffer): NodeFile {
  const end = output.indexOf('\n');
  const [mode = '', owner = '', size = ''] = output.subarray(0, end).toString('utf8').split(' ');
  const content = output.subarray(end + 1);
  const sizeBytes = Number(size);
  return {
    ...{ content, owner, sizeBytes, truncated: sizeBytes > content.byteLength },
    mode: Number.parseInt(mode, 8),
  };
}
