import { describe, expect, it } from 'vitest';
import { TerminalDriver } from './terminal-driver.js';
import { runIn, type WorkspaceSubject } from './workspace-subject.js';

export function workspaceLifeContract(subject: WorkspaceSubject): void {
  describe('life', () => {
    it('opens a workspace once, and keeps two apart', async () => {
      expect(await subject.open('one')).toBe(subject.workspace);
      const two = await subject.open('two');
      await subject.workspace.files.write('~/mine', 'x');
      expect(await two.files.read('~/mine')).toBeUndefined();
      expect(await subject.provider.list()).toEqual(expect.arrayContaining(['one', 'two']));
    });

    it.each(['', '..', 'a/b', 'Upper', '-x'])('refuses "%s" as an id', async (id) => {
      await expect(subject.open(id)).rejects.toMatchObject({ code: 'INVALID_WORKSPACE_NAME' });
    });

    it('ends its terminals when it is closed, and opens again with its files', async () => {
      const terminal = await subject.workspace.openTerminal({ id: 't', cols: 80, rows: 24 });
      const driver = new TerminalDriver(terminal);
      await driver.shows('$ ');
      await driver.command('echo remember-$((1))-me > ~/kept; cat ~/kept', 'remember-1-me');
      void subject.workspace.close();
      await driver.exits();
      await expect(subject.workspace.run({ text: ':', timeoutMs: 1 })).rejects.toMatchObject({
        code: 'WORKSPACE_CLOSED',
      });
      const closing = subject.workspace.close();
      subject.workspace = await subject.open('one');
      await closing;
      expect((await runIn(subject, 'cat ~/kept')).output).toBe('remember-1-me\n');
      expect((await runIn(subject, 'cat ~/.bash_history')).output).toContain('remember-$((1))-me');
    });

    it('keeps a kubeconfig the learner changed, over a restart too', async () => {
      await runIn(subject, 'echo "# mine" >> ~/.kube/config');
      await subject.restart();
      subject.workspace = await subject.open('one');
      expect((await runIn(subject, 'cat ~/.kube/config')).output).toMatch(
        /^# kubeconfig for.*\n# mine\n$/,
      );
    });

    it('deletes every trace, also twice, whatever the learner left', async () => {
      await runIn(
        subject,
        `cd; mkdir -p shut/in; chmod 0 shut
        for i in $(seq 1 60); do mkdir ${'d'.repeat(100)}; cd ${'d'.repeat(100)}; done`,
      );
      await subject.provider.delete('one');
      await subject.provider.delete('one');
      expect(await subject.provider.list()).not.toContain('one');
      subject.workspace = await subject.open('one');
      expect(await subject.workspace.files.read('~/kept')).toBeUndefined();
    });
  });
}
