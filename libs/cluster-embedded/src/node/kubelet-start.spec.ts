import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ClusterPki,
  createClusterPki,
  createControlPlaneKubeconfigs,
} from '@drillyard/kube-apiserver';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kubeletFiles } from './kubelet-files.js';
import { readKubeletStart } from './kubelet-start.js';
import { KubeletStartError } from './kubelet-start-error.js';
import { NodeFolder } from './node-folder.js';

const config = '/var/lib/kubelet/config.yaml';
const kubeconfig = '/etc/kubernetes/kubelet.conf';
const env = '/var/lib/kubelet/kubeadm-flags.env';
const pem = '/var/lib/kubelet/pki/kubelet-client-current.pem';
const now = new Date('2026-05-01T00:00:00Z');
const address = { nodeName: 'controlplane', advertiseAddress: '192.168.0.10' };

describe('readKubeletStart', () => {
  const root = mkdtempSync(join(tmpdir(), 'kubelet-start-'));
  const folder = new NodeFolder(root);
  let pki: ClusterPki;
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    pki = await createClusterPki({ ...address, now });
    const server = 'https://controlplane:6443';
    const kubeconfigs = await createControlPlaneKubeconfigs(pki, {
      server,
      nodeName: 'controlplane',
      now,
    });
    files = new Map([
      ...pki.files,
      ...kubeletFiles(address, new Map([...pki.files, ...kubeconfigs])),
    ]);
  });
  beforeEach(() => {
    for (const [path, text] of files) folder.write(path, text);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const edit = (path: string, change: (text: string) => string) =>
    folder.write(path, change(folder.read(path)));

  it('reads what kubeadm has written', () => {
    const { staticPodPath, server } = readKubeletStart(folder, now);
    expect([staticPodPath, server.href]).toEqual([
      '/etc/kubernetes/manifests',
      'https://controlplane:6443/',
    ]);
  });

  it('follows no folder where none is named', () => {
    edit(config, (text) => text.replace(/^staticPodPath: .*\n/m, ''));
    expect(readKubeletStart(folder, now).staticPodPath).toBeUndefined();
  });

  it('takes from its files what pods are told of names', () => {
    edit(config, (text) => text.replace('10.96.0.10', '10.96.0.11'));
    folder.write(env, 'KUBELET_KUBEADM_ARGS="--cluster-domain=lab.local"\n');
    expect(readKubeletStart(folder, now).dns).toEqual({
      address: '10.96.0.11',
      domain: 'lab.local',
    });
  });

  it('says which settings change nothing here', () => {
    expect(readKubeletStart(folder, now).withoutEffect).toEqual([]);
    edit(config, (text) => `${text.replace('enabled: false', 'enabled: true')}maxPods: 5\n`);
    folder.write(env, 'KUBELET_KUBEADM_ARGS="--node-ip=192.168.0.9 --v 4"\n');
    expect(readKubeletStart(folder, now).withoutEffect).toEqual([
      'authentication.anonymous.enabled',
      'maxPods',
      '--node-ip',
      '--v',
    ]);
  });

  const load = `failed to load kubelet config file, path: ${config}, error: failed to load Kubelet config file ${config}, error `;
  const bootstrap =
    'failed to run Kubelet: unable to load bootstrap kubeconfig: stat /etc/kubernetes/bootstrap-kubelet.conf: no such file or directory';

  it.each<[what: string, damage: () => void, message: string]>([
    [
      'a flag nobody knows',
      () => folder.write(env, 'KUBELET_KUBEADM_ARGS="--cgroup-drivr=systemd"\n'),
      'failed to parse kubelet flag: unknown flag: --cgroup-drivr',
    ],
    [
      'an authorization mode nobody knows',
      () => edit(config, (text) => text.replace('mode: Webhook', 'mode: RBAC')),
      'failed to run Kubelet: unknown authorization mode RBAC',
    ],
    [
      'the socket of another runtime',
      () =>
        edit(config, (text) =>
          text
            .replace("Endpoint: ''", 'Endpoint: unix:///run/crio.sock')
            .replace('Endpoint: ""', 'Endpoint: unix:///run/crio.sock'),
        ),
      'failed to run Kubelet: validate service connection: validate CRI v1 runtime API for endpoint "unix:///run/crio.sock": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/crio.sock: connect: no such file or directory"',
    ],
    [
      'no configuration',
      () => folder.remove(config),
      `${load}failed to read kubelet config file "${config}", error: open ${config}: no such file or directory`,
    ],
    [
      'an empty one',
      () => folder.write(config, ''),
      `${load}kubelet config file "${config}" was empty`,
    ],
    [
      'another kind',
      () => edit(config, (text) => text.replace('kind: KubeletConfiguration', 'kind: Kubelet')),
      `${load}failed to decode: no kind "Kubelet" is registered for version "kubelet.config.k8s.io/v1beta1"`,
    ],
    [
      'no YAML',
      () => edit(config, (text) => `${text}  x: [`),
      `${load}failed to decode: couldn't get version/kind; json parse error: yaml: line `,
    ],
    [
      'one that is far too long',
      () => edit(config, (text) => text + '# x\n'.repeat(20_000)),
      'file too large',
    ],
    [
      'no authority',
      () => folder.remove('/etc/kubernetes/pki/ca.crt'),
      'failed to run Kubelet: open /etc/kubernetes/pki/ca.crt: no such file or directory',
    ],
    ['no kubeconfig', () => folder.remove(kubeconfig), bootstrap],
    [
      'a kubeconfig without its user',
      () => edit(kubeconfig, (text) => text.replace(/user: system.*/, 'user: nobody')),
      bootstrap,
    ],
    ['no certificate', () => folder.remove(pem), bootstrap],
  ])('says of %s what a kubelet does', (_what, damage, message) => {
    damage();
    expect(() => readKubeletStart(folder, now)).toThrow(KubeletStartError);
    expect(() => readKubeletStart(folder, now)).toThrow(message);
  });

  it('says that a certificate has expired, and looks for another way in', () => {
    const later = new Date('2028-01-01T00:00:00Z');
    try {
      readKubeletStart(folder, later);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        message: bootstrap,
        before: { text: expect.stringMatching(/is expired: 2027-05-01 00:00:00 \+0000 UTC$/) },
      });
    }
  });
});
