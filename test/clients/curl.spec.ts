/** curl with key, certificate and CA, and openssl at the port. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ClientWorkplace, isInstalled } from './client-workplace.js';

describe.skipIf(!isInstalled('curl', '--version'))('curl', () => {
  let place: ClientWorkplace;
  let url: string;
  beforeAll(async () => {
    place = await ClientWorkplace.open();
    const { clusters, users } = parse(place.cluster.adminKubeconfig());
    const { cluster } = clusters[0];
    const { user } = users[0];
    url = cluster.server;
    const decode = (data: string) => Buffer.from(data, 'base64').toString('utf8');
    await place.write('ca.crt', decode(cluster['certificate-authority-data']));
    await place.write('admin.crt', decode(user['client-certificate-data']));
    await place.write('admin.key', decode(user['client-key-data']));
  });
  afterAll(() => place.close());

  const identity = ['--cacert', 'ca.crt', '--cert', 'admin.crt', '--key', 'admin.key'];
  const curl = (path: string, ...args: string[]) =>
    place.run('curl', '-sS', ...args, `${url}${path}`);

  it('lists as the administrator, indented for people', async () => {
    const { output } = await curl('/api/v1/namespaces?limit=1', ...identity);
    expect(output).toMatch(/^\{\n {2}"kind": "NamespaceList",\n {2}"apiVersion": "v1",\n/);
  });

  it('is anonymous without a certificate', async () => {
    const { output } = await curl('/api/v1/pods', '--cacert', 'ca.crt');
    expect(JSON.parse(output)).toMatchObject({
      code: 403,
      message:
        'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
    });
  });

  it('does not trust the server without its authority', async () => {
    expect((await curl('/version')).exitCode).toBe(60);
  });

  it.each(['--http1.1', '--http2'])('creates, reads and deletes by %s', async (version) => {
    const all = [...identity, version];
    const body = '{"metadata":{"name":"from-curl"},"data":{"a":"b"}}';
    const path = '/api/v1/namespaces/default/configmaps';
    const json = ['-H', 'Content-Type: application/json', '-d', body];
    const status = ['-o', 'answer.json', '-w', '%{http_code} %{http_version}'];
    const expected = version === '--http2' ? '2' : '1.1';
    expect((await curl(path, ...all, ...json, ...status)).output).toBe(`201 ${expected}`);
    const { output } = await curl(`${path}/from-curl`, ...all);
    expect(JSON.parse(output).data).toEqual({ a: 'b' });
    const deleted = await curl(`${path}/from-curl`, ...all, '-X', 'DELETE', ...status);
    expect(deleted.output).toBe(`200 ${expected}`);
  });

  it.skipIf(!isInstalled('openssl', 'version'))('openssl verifies the server', async () => {
    const { host, port } = place.cluster.address;
    const args = ['-CAfile', 'ca.crt', '-verify_return_error', '-verify_ip', host];
    const { output } = await place.run(
      'openssl',
      's_client',
      '-connect',
      `${host}:${port}`,
      ...args,
    );
    expect(output).toMatch(/subject=CN = kube-apiserver/);
    expect(output).toMatch(/Verify return code: 0 \(ok\)/);
  });
});
