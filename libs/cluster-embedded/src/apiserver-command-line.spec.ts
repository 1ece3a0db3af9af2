import { createClusterPki } from '@drillyard/kube-apiserver';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiserverArgs, apiserverCommandLine } from './apiserver-command-line.js';

const address = { nodeName: 'controlplane', advertiseAddress: '192.0.2.1' };

describe('apiserverCommandLine', () => {
  let load: (...args: string[]) => ReturnType<typeof apiserverCommandLine>;
  beforeAll(async () => {
    const { files } = await createClusterPki({ ...address, now: new Date() });
    load = (...args) => apiserverCommandLine(apiserverArgs(address, args), files);
  });

  it('is what kubeadm writes where nothing is added', async () => {
    const { authorization, authentication } = await load();
    expect(authorization.modes).toEqual(['Node', 'RBAC']);
    expect(authentication.anonymous).toBe(true);
  });

  it('takes flags in place of those of the same name', async () => {
    const { authorization, authentication } = await load('--authorization-mode=RBAC,AlwaysAllow');
    expect(authorization.modes).toEqual(['RBAC', 'AlwaysAllow']);
    expect(authentication.anonymous).toBe(false);
  });

  it.each([
    ['--no-such-flag=1', /unknown flag: --no-such-flag/],
    ['--token-auth-file=/no/such/file', /open \/no\/such\/file: no such file or directory/],
  ])('says what is wrong with %s', async (flag, message) => {
    await expect(load(flag)).rejects.toMatchObject({
      code: 'APISERVER_ARGS_INVALID',
      message: expect.stringMatching(message),
    });
  });
});
