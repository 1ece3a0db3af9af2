import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { NodeFileView } from './node-file-view.js';
import { NodeFolder } from './node-folder.js';

const root = mkdtempSync(join(tmpdir(), 'drillyard-view-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string) => join(root, path);
mkdirSync(at('etc'));
writeFileSync(at('etc/a'), 'hello');
chmodSync(at('etc/a'), 0o640);
symlinkSync('/etc/a', at('etc/link'));
symlinkSync('/etc/passwd', at('etc/out'));
execFileSync('mkfifo', [at('etc/fifo')]);
const view = new NodeFileView(new NodeFolder(root));

describe('NodeFileView', () => {
  it('reads files and what they are like, and follows links on the node', async () => {
    for (const path of ['/etc/a', '/etc/link', '/etc/../etc/a']) {
      const file = await view.read(path);
      expect(Buffer.from(file?.content ?? []).toString()).toBe('hello');
      expect(file).toMatchObject({ mode: 0o640, owner: 'root', sizeBytes: 5, truncated: false });
    }
    expect(await view.read('/etc/a', 2)).toMatchObject({ truncated: true, sizeBytes: 5 });
  });

  it.each(['/etc/none', '/etc', '/etc/fifo', '/etc/out', '/none/a'])(
    'finds no file at %s',
    async (path) => {
      expect(await view.read(path)).toBeUndefined();
    },
  );

  it('tells when a file comes, changes and goes', async () => {
    let heard: () => void = () => undefined;
    const stop = view.watch('/etc/b', () => heard());
    const next = () => new Promise<void>((resolve) => (heard = resolve));
    for (const change of [
      () => writeFileSync(at('etc/b'), '1'),
      () => chmodSync(at('etc/b'), 0o600),
      () => rmSync(at('etc/b')),
    ]) {
      const hearing = next();
      change();
      await hearing;
    }
    stop();
  });
});
