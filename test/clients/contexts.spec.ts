/** kubectx and kubens: they edit the kubeconfig and list namespaces. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientWorkplace, isInstalled } from './client-workplace.js';

const hasContextTools = ['kubectx', 'kubens'].every((tool) => isInstalled(tool, '--help'));

describe.skipIf(!hasContextTools)('kubectx and kubens', () => {
  let place: ClientWorkplace;
  beforeAll(async () => {
    place = await ClientWorkplace.open();
  });
  afterAll(() => place.close());

  it('list the namespaces and choose one', async () => {
    const { output } = await place.run('kubens');
    expect(output.split('\n')).toEqual(expect.arrayContaining(['default', 'kube-system']));
    await place.run('kubens', 'kube-system');
    expect((await place.run('kubens', '--current')).output.trim()).toBe('kube-system');
  });

  it('refuse a namespace that is not there', async () => {
    const { exitCode, errors } = await place.run('kubens', 'none-such');
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/no namespace exists with name "none-such"/);
  });

  it('list and rename contexts', async () => {
    const [context = ''] = (await place.run('kubectx')).output.trim().split('\n');
    expect(context).toMatch(/@/);
    await place.run('kubectx', `lab=${context}`);
    expect((await place.run('kubectx', '--current')).output.trim()).toBe('lab');
  });
});
