import { expect, it } from 'vitest';
import { TerminalDriver } from './terminal-driver.js';
import { runIn, type WorkspaceSubject } from './workspace-subject.js';

export function workspaceShellContract(subject: WorkspaceSubject): void {
  it('starts the shell at home, with a name of its own and a clean environment', async () => {
    const terminal = await subject.workspace.openTerminal({ id: 't', cols: 200, rows: 24 });
    const driver = new TerminalDriver(terminal);
    await driver.shows('learner@workstation');
    expect(driver.shown).toContain('~');
    await driver.command('[ "$PWD" = "$HOME" ] && echo at-$((1))-home', 'at-1-home');
    const environment = await driver.command('env; echo e-$((1))-end', 'e-1-end');
    expect(environment).toContain('TERM=xterm-256color');
    expect(environment).toContain('.kube/config');
    // What the test runner sets for its own processes must not be seen inside.
    expect(environment).not.toMatch(/VITEST|NODE_|npm_/);
    await terminal.close();
  });

  it('puts the kubeconfig where kubectl looks, for its owner alone', async () => {
    const file = await subject.workspace.files.read('~/.kube/config');
    expect(Buffer.from(file?.content ?? []).toString()).toMatch(/^# kubeconfig for https:/);
    expect(file).toMatchObject({ mode: 0o600, owner: 'learner' });
    expect(await runIn(subject, 'cat $KUBECONFIG')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('# kubeconfig for'),
    });
  });

  it('survives twenty megabytes of output', async () => {
    const terminal = await subject.workspace.openTerminal({ id: 'flood', cols: 80, rows: 24 });
    const driver = new TerminalDriver(terminal);
    await driver.shows('$ ');
    await driver.command('yes 0123456789 | head -c 20000000; echo flood-$((1))-over', 'd-1-over');
    expect(driver.bytesShown).toBeGreaterThan(20_000_000);
    await driver.command('echo still-$((1))-here', 'still-1-here');
    await terminal.close();
  });

  it('limits the number of terminals', async () => {
    const opened = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        subject.workspace.openTerminal({ id: `t${index}`, cols: 80, rows: 24 }),
      ),
    );
    const refused = opened.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ reason: { code: 'TOO_MANY_TERMINALS' } });
    for (const one of opened) if (one.status === 'fulfilled') await one.value.close();
  });
}
