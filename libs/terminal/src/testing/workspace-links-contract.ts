import { describe, expect, it } from 'vitest';
import { runIn, type WorkspaceSubject } from './workspace-subject.js';

/** A learner's links and pipes must not lead the server anywhere. */
export function workspaceLinksContract(subject: WorkspaceSubject): void {
  describe('files behind links', () => {
    it('follow links that stay at home', async () => {
      await runIn(
        subject,
        'cd; mkdir -p real; echo inside > real/f; ln -sfn "$HOME/real" a; ln -sfn a/f b',
      );
      const file = await subject.workspace.files.read('~/b');
      expect(Buffer.from(file?.content ?? []).toString()).toBe('inside\n');
    });

    it.each([
      ['an absolute path elsewhere', '/etc/passwd', 'PATH_OUTSIDE_HOME'],
      ['another home', '~root/x', 'PATH_OUTSIDE_HOME'],
      ['dots above the home', '~/../../../etc/passwd', 'LINK_LEAVES_HOME'],
      ['a link out', '~/out/passwd', 'LINK_LEAVES_HOME'],
      ['a relative link out', '~/up/etc/passwd', 'LINK_LEAVES_HOME'],
      ['a link to a file outside', '~/passwd', 'LINK_LEAVES_HOME'],
      ['a loop of links', '~/loop', 'TOO_MANY_LINKS'],
      ['a pipe', '~/pipe', 'NOT_A_FILE'],
      ['a folder', '~/.kube', 'NOT_A_FILE'],
    ])('refuse %s', async (_, path, code) => {
      await runIn(
        subject,
        `cd; ln -sfn /etc out; ln -sfn ../../../../../.. up; ln -sfn /etc/passwd passwd
        ln -sfn loop loop; [ -p pipe ] || mkfifo pipe`,
      );
      await expect(subject.workspace.files.read(path)).rejects.toMatchObject({ code });
    });

    it('never write through a link', async () => {
      await runIn(
        subject,
        'cd; mkdir -p bait; ln -sfn /tmp/elsewhere bait/file; ln -sfn /tmp bait/folder',
      );
      await subject.workspace.files.write('~/bait/file', 'safe');
      expect((await runIn(subject, '[ -L ~/bait/file ] || cat ~/bait/file')).output).toBe('safe');
      await expect(subject.workspace.files.write('~/bait/folder/x', 'no')).rejects.toMatchObject({
        code: 'LINK_LEAVES_HOME',
      });
      expect((await runIn(subject, 'ls /tmp')).output).not.toMatch(/elsewhere|^x$/m);
    });
  });
}
