import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { OperationalError } from '@drillyard/errors';
import type { PkiFiles } from '@drillyard/kube-apiserver';

/**
 * The files of a control plane, kept in a folder under the paths they have on its node. The
 * folder is there as a whole or not at all.
 */
export class PkiFolder {
  constructor(private readonly folder: string) {}

  /** Undefined where nothing was written yet. */
  read(): PkiFiles | undefined {
    if (!existsSync(this.folder)) return undefined;
    try {
      const entries = readdirSync(this.folder, { recursive: true, withFileTypes: true });
      return new Map(
        entries
          .filter((entry) => entry.isFile())
          .map((entry) => {
            const path = join(entry.parentPath, entry.name);
            const onNode = `/${relative(this.folder, path).split(sep).join('/')}`;
            return [onNode, readFileSync(path, 'utf8')] as const;
          }),
      );
    } catch (cause) {
      throw this.failure('read', cause);
    }
  }

  write(files: PkiFiles): void {
    const next = `${this.folder}.new`;
    try {
      rmSync(next, { recursive: true, force: true });
      for (const [onNode, text] of files) {
        const path = join(next, onNode);
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        writeFileSync(path, text, { mode: 0o600 });
      }
      renameSync(next, this.folder);
    } catch (cause) {
      throw this.failure('write', cause);
    }
  }

  private failure(verb: string, cause: unknown): OperationalError {
    return new OperationalError(
      'CLUSTER_PKI_UNUSABLE',
      `cannot ${verb} the cluster's certificates in ${this.folder}: check its permissions and the free disk space`,
      { cause, details: { folder: this.folder } },
    );
  }
}
