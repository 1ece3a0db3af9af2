import { describe, expect, it } from 'vitest';
import { runIn, type WorkspaceSubject } from './workspace-subject.js';

export function workspaceFilesContract(subject: WorkspaceSubject): void {
  describe('files', () => {
    const text = async (path: string) => {
      const file = await subject.workspace.files.read(path);
      return file === undefined ? undefined : Buffer.from(file.content).toString();
    };

    it('are what the learner sees, under every name of the home', async () => {
      await subject.workspace.files.write('~/notes/day 1.txt', 'first\n', 0o640);
      const { output } = await runIn(
        subject,
        `cd ~/notes; stat -c %a *.txt; [ -O *.txt ] && cat *.txt`,
      );
      expect(output).toBe('640\nfirst\n');
      expect(await text('/home/learner/notes/day 1.txt')).toBe('first\n');
      expect(await text('notes/../notes/./day 1.txt')).toBe('first\n');
      expect(await subject.workspace.files.read('~/notes/day 1.txt')).toMatchObject({
        ...{ mode: 0o640, owner: 'learner', sizeBytes: 6, truncated: false },
      });
    });

    it('are replaced as a whole, with nothing left over', async () => {
      await runIn(subject, 'mkdir -p ~/whole; echo before > ~/whole/file');
      await subject.workspace.files.write('~/whole/file', 'after\n');
      expect((await runIn(subject, 'ls -A ~/whole; cat ~/whole/file')).output).toBe(
        'file\nafter\n',
      );
    });

    it('are read in part where they are long', async () => {
      await runIn(subject, 'head -c 5000 /dev/zero > ~/long');
      const file = await subject.workspace.files.read('~/long', 100);
      expect(file).toMatchObject({ truncated: true, sizeBytes: 5000 });
      expect(file?.content.byteLength).toBe(100);
    });

    it.each([
      ['nothing', '~/absent'],
      ['nothing in a folder that is not there', '~/absent/file'],
      ['nothing below a file', '~/.kube/config/file'],
    ])('are undefined where there is %s', async (_, path) => {
      expect(await subject.workspace.files.read(path)).toBeUndefined();
    });

    it('tell when they change', async () => {
      let changes = 0;
      const stop = subject.workspace.files.watch('~/watched', () => {
        changes += 1;
      });
      await expect
        .poll(
          async () => {
            await runIn(subject, 'mkdir -p ~/watched; date +%N >> ~/watched/file');
            return changes;
          },
          { timeout: 30_000 },
        )
        .toBeGreaterThan(1);
      stop();
    });
  });
}
