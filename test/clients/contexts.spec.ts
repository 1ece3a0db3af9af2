/** kubectx and kubens: they edit the kubeconfig and list namespaces. Those of the host, and ours. */
import { join } from 'node:path';
import { offerContextTools } from '@drillyard/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientWorkplace, isInstalled } from './client-workplace.js';

const hasContextTools = ['kubectx', 'kubens'].every((tool) => isInstalled(tool, '--help'));

describe.each([
  ['of the host', hasContextTools],
  ['of ours', isInstalled('kubectl', 'version', '--client')],
])('kubectx and kubens %s', (whose, areThere) => {
  describe.skipIf(!areThere)('', () => {
    let place: ClientWorkplace;
    let folder = '';
    beforeAll(async () => {
      place = await ClientWorkplace.open();
      if (whose === 'of the host') return;
      folder = join(place.folder, 'tools');
      await offerContextTools(folder, () => false);
    });
    afterAll(() => place.close());
    const run = (tool: string, ...args: string[]) => place.run(join(folder, tool), ...args);
    const said = async (tool: string, ...args: string[]) =>
      (await run(tool, ...args)).output.trim();

    it('list the namespaces, choose one, and go back', async () => {
      const names = (await said('kubens')).split('\n');
      expect(names).toEqual(expect.arrayContaining(['default', 'kube-system']));
      expect(await said('kubens', '-c')).toBe('default');
      expect((await run('kubens', 'kube-system')).errors).toMatch(/namespace is "kube-system"/);
      expect(await said('kubens', '--current')).toBe('kube-system');
      await run('kubens', '-');
      expect(await said('kubens', '-c')).toBe('default');
    });

    it('refuse what is not there, and what is not understood', async () => {
      const none = await run('kubens', 'none-such');
      expect([none.exitCode, none.errors]).toEqual([
        1,
        expect.stringMatching(/no namespace exists with name "none-such"/),
      ]);
      expect((await run('kubectx', 'none-such')).exitCode).not.toBe(0);
      expect((await run('kubectx', 'new=none-such')).errors).toMatch(/"none-such" not found/);
      expect((await run('kubectx', '--frob')).errors).toMatch(/unrecognized flag/);
      expect((await run('kubens', 'a', 'b')).errors).toMatch(/too many/);
    });

    it('list, rename, choose, leave and delete contexts', async () => {
      const [context = ''] = (await said('kubectx')).split('\n');
      expect(context).toMatch(/@/);
      await run('kubectx', `lab=${context}`);
      expect(await said('kubectx', '--current')).toBe('lab');
      await place.run('kubectl', 'config', 'set-context', 'other', '--cluster=c', '--user=u');
      expect(await said('kubectx')).toBe('lab\nother');
      await run('kubectx', 'other');
      await run('kubectx', '-');
      expect(await said('kubectx', '-c')).toBe('lab');
      await run('kubectx', 'main=.');
      expect(await said('kubectx', '-c')).toBe('main');
      await run('kubectx', '-d', 'other');
      expect(await said('kubectx')).toBe('main');
      await run('kubectx', '-u');
      expect((await run('kubectx', '-c')).exitCode).toBe(1);
    });
  });
});
