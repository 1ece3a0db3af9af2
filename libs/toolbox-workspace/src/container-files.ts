import type { CommandResult, Engine } from '@drillyard/cluster-kind';
import { OperationalError, UserError } from '@drillyard/errors';
import type { WorkspaceFile, WorkspaceFiles } from '@drillyard/terminal';
import { homeSegments, readBytesDefault, writeBytesMax } from '@drillyard/workspace';
import { readProgram, writeProgram } from './file-programs.js';
import type { FileWatches } from './file-watches.js';
import { fileTimeoutMs } from './limits.js';

export interface ContainerFilesOptions {
  readonly engine: Pick<Engine, 'exec'>;
  readonly container: string;
  readonly user: string;
  readonly home: string;
  readonly watches: Pick<FileWatches, 'add'>;
}

/**
 * The learner's files, by programs that run in the container with the learner's own rights. What
 * a learner renames or links meanwhile can only lead to what is the learner's anyway.
 */
export class ContainerFiles implements WorkspaceFiles {
  constructor(private readonly options: ContainerFilesOptions) {}

  async read(path: string, maxBytes = readBytesDefault): Promise<WorkspaceFile | undefined> {
    const { stdoutBytes } = await this.run(readProgram, [this.place(path), String(maxBytes)]);
    const bytes = Buffer.from(stdoutBytes);
    const end = bytes.indexOf('\n');
    const [word, ...facts] = bytes.toString('latin1', 0, Math.max(end, 0)).split(' ');
    if (word === 'absent') return undefined;
    if (word !== 'file') throw refusal(word, path);
    const [mode = '', owner = '', size = ''] = facts;
    const sizeBytes = Number(size);
    const content = bytes.subarray(end + 1, end + 1 + maxBytes);
    if (!/^[0-7]{1,4}$/.test(mode) || !Number.isSafeInteger(sizeBytes)) throw refusal('', path);
    const truncated = sizeBytes > content.byteLength;
    return { content, truncated, mode: Number.parseInt(mode, 8), owner, sizeBytes };
  }

  /** Replaces the file as a whole: a reader sees the old content or the new one, never a part. */
  async write(path: string, content: Uint8Array | string, mode = 0o600): Promise<void> {
    const input = Buffer.from(content);
    if (input.byteLength > writeBytesMax) {
      throw new UserError('FILE_TOO_LARGE', `${path} would be larger than ${writeBytesMax} bytes.`);
    }
    const args = [this.place(path), mode.toString(8)];
    const { stdout } = await this.run(writeProgram, args, input);
    const word = stdout.trim();
    if (word !== 'written') throw refusal(word, path);
  }

  watch(path: string, onChange: () => void): () => void {
    return this.options.watches.add(this.place(path), onChange);
  }

  /** Where it is in the container. @throws UserError PATH_OUTSIDE_HOME */
  private place(path: string): string {
    const { home } = this.options;
    return [home, ...homeSegments(path, [home])].join('/');
  }

  private run(program: string, args: readonly string[], input?: Buffer): Promise<CommandResult> {
    const { engine, container, user, home } = this.options;
    const argv = ['/bin/bash', '--norc', '-c', program, 'files', home, ...args];
    const options = { user, timeoutMs: fileTimeoutMs, ...(input === undefined ? {} : { input }) };
    return engine.exec(container, argv, options);
  }
}

/** The word is said by a program among the learner's processes: it may be anything. */
function refusal(word: string | undefined, path: string): UserError | OperationalError {
  switch (word) {
    case 'outside':
      return new UserError(
        'LINK_LEAVES_HOME',
        `${path} leads out of the workspace's home and is not followed.`,
      );
    case 'loop':
      return new UserError('TOO_MANY_LINKS', `${path} has too many symbolic links, or a loop.`);
    case 'not-a-file':
      return new UserError('NOT_A_FILE', `${path} is not a regular file.`);
    case 'not-a-folder':
      return new UserError('NOT_A_FOLDER', `A part of ${path} is not a folder.`);
    case 'denied':
      return new UserError('FILE_UNREADABLE', `${path} cannot be accessed; check its permissions.`);
    case 'full':
      return new UserError(
        'HOME_FULL',
        `There is no room for ${path}: delete what you do not need.`,
      );
    default:
      return new OperationalError('FILE_UNREADABLE', `${path} could not be read or written.`, {
        retryable: true,
      });
  }
}
