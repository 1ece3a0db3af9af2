import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperationalError } from '@drillyard/errors';
import type { PkiFiles } from '@drillyard/kube-apiserver';

/**
 * The files of a control plane's node in one file of ours, by the paths they have there: written
 * with few system calls, and there as a whole or not at all.
 */
export class PkiFile {
  constructor(private readonly path: string) {}

  /** Undefined where nothing was written yet. */
  read(): PkiFiles | undefined {
    if (!existsSync(this.path)) return undefined;
    try {
      const files: Record<string, string> = JSON.parse(readFileSync(this.path, 'utf8'));
      return new Map(Object.entries(files));
    } catch (cause) {
      throw this.failure('read', cause);
    }
  }

  write(files: PkiFiles): void {
    const next = `${this.path}.new`;
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      writeFileSync(next, JSON.stringify(Object.fromEntries(files)), { mode: 0o600 });
      renameSync(next, this.path);
    } catch (cause) {
      throw this.failure('write', cause);
    }
  }

  private failure(verb: string, cause: unknown): OperationalError {
    return new OperationalError(
      'CLUSTER_PKI_UNUSABLE',
      `cannot ${verb} the cluster's certificates in ${this.path}: check its permissions and the free disk space`,
      { cause, details: { file: this.path } },
    );
  }
}
