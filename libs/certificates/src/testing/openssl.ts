import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine has openssl; tests that need it are skipped by name where it has not. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A folder of its own to run openssl in. */
export class OpensslFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'drillyard-openssl-'));

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.path, name), content);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  /** Standard output; throws with what openssl said where it fails. */
  run(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync('openssl', args, {
      cwd: this.path,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
