import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fingerprint,
  matchesPrivateKey,
  parseCertificatePem,
  parsePrivateKeyPem,
  verifyCertificate,
} from '@drillyard/certificates';
import { KubeClient } from '@drillyard/cluster';
import { VirtualClock } from '@drillyard/cluster/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedCluster } from '../embedded-cluster.js';
import { LoopbackTransport } from '../loopback-transport.js';
import { askAgent, serveLocally } from './testing/ask-agent.js';

const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';

describe('the commands of a node', () => {
  let root: string;
  let cluster: EmbeddedCluster;
  let agent: Server;
  let client: KubeClient;
  const clock = new VirtualClock(new Date(Date.now() + 60_000));
  const unexpected: unknown[] = [];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'drillyard-commands-'));
    const dataDir = join(root, 'cluster');
    const onUnexpected = (error: unknown) => void unexpected.push(error);
    cluster = await EmbeddedCluster.start({ dataDir, nodeFiles: true, clock, onUnexpected });
    await cluster.nodeShown;
    if (cluster.nodeCommands === undefined) throw new Error('the node has no commands');
    agent = await serveLocally(cluster.nodeCommands);
    client = new KubeClient(await LoopbackTransport.open(cluster));
  });
  afterAll(async () => {
    agent.close();
    await client.close();
    await cluster.close();
    await rm(root, { recursive: true, force: true });
    expect(unexpected).toEqual([]);
  });

  const path = (file: string) => join(cluster.nodeFolder ?? '', file);
  const read = (file: string) => readFileSync(path(file), 'utf8');
  const run = async (line: string) => {
    const [command = '', ...args] = line.split(' ');
    return askAgent(agent, command, args);
  };
  const out = async (line: string) => (await run(line)).out;
  /** Until files that have changed are noticed, which the kernel tells in its own time. */
  const until = async (isSo: () => Promise<boolean>) => {
    for (let tries = 0; tries < 200; tries++) {
      if (await isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    throw new Error(`never: ${isSo}`);
  };
  const nodeReady = async () => {
    const node = await client.get({ apiVersion: 'v1', kind: 'Node', name: 'controlplane' });
    const { conditions } = (node as unknown as { status: { conditions: Condition[] } }).status;
    return conditions.find(({ type }) => type === 'Ready')?.status;
  };

  it('shows with crictl what the API shows', async () => {
    const lines = (await out('crictl ps')).trimEnd().split('\n');
    expect(lines[0]?.split(/\s{2,}/)).toEqual([
      ...[
        'CONTAINER',
        'IMAGE',
        'CREATED',
        'STATE',
        'NAME',
        'ATTEMPT',
        'POD ID',
        'POD',
        'NAMESPACE',
      ],
    ]);
    const names = lines.slice(1).map((line) => line.split(/\s{2,}/)[4]);
    expect(names.sort()).toEqual([
      ...['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'],
    ]);
    const [id = ''] = (await out('crictl ps -q --name kube-apiserver')).split('\n');
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system' };
    const mirror = await client.get({ ...pod, name: 'kube-apiserver-controlplane' });
    expect(JSON.stringify(mirror)).toContain(`containerd://${id}`);
    const { status } = JSON.parse(await out(`crictl inspect ${id.slice(0, 8)}`));
    expect(status).toMatchObject({ id, state: 'CONTAINER_RUNNING', exitCode: 0 });
    expect(status.mounts).toContainEqual(
      expect.objectContaining({
        containerPath: '/etc/kubernetes/pki',
        hostPath: '/etc/kubernetes/pki',
        readonly: true,
      }),
    );
    expect(await out('crictl images')).toMatch(
      /^registry\.k8s\.io\/pause +3\.10 +[0-9a-f]{13} +319kB$/m,
    );
    expect(await out('crictl pods --name etcd')).toMatch(/Ready +etcd-controlplane +kube-system/);
  });

  it('shows the last words of an API server that does not come up, and what the kubelet says', async () => {
    const good = read(manifest);
    writeFileSync(path(manifest), good.replace('Node,RBAC', 'Node,RBAK'));
    await until(
      async () => (await out('crictl ps -aq --name kube-apiserver --state exited')) !== '',
    );
    // It is started again at once, and waits from then on.
    await clock.advance(1);
    await until(async () => /CrashLoopBackOff/.test(await out('journalctl -u kubelet')));
    const [id = ''] = (await out('crictl ps -aq --name kube-apiserver')).split('\n');
    const logs = await run(`crictl logs --tail 1 ${id}`);
    // What it says it says on its stderr.
    expect(logs.out).toBe('');
    expect(logs.error).toContain('err="authorization-mode \\"RBAK\\" is not a valid mode"');
    expect(await out('journalctl -u kubelet -n 1')).toContain(
      'with CrashLoopBackOff: \\"back-off 10s restarting failed container=kube-apiserver',
    );
    writeFileSync(path(manifest), good);
    await until(async () => cluster.isServing);
  });

  it('lets containers go on without a kubelet, and the node be not ready after a while', async () => {
    expect(await nodeReady()).toBe('True');
    expect((await run('systemctl stop kubelet')).exitCode).toBe(0);
    expect((await run('systemctl is-active kubelet')).out).toBe('inactive\n');
    const scheduler = '/etc/kubernetes/manifests/kube-scheduler.yaml';
    renameSync(path(scheduler), path('/etc/kubernetes/kube-scheduler.yaml'));
    await clock.advance(49_000);
    expect(await nodeReady()).toBe('True');
    await clock.advance(2_000);
    await until(async () => (await nodeReady()) === 'Unknown');
    expect(await out('crictl ps -q --name kube-scheduler')).not.toBe('');
    await run('systemctl start kubelet');
    await until(async () => (await nodeReady()) === 'True');
    expect(await out('crictl ps -q --name kube-scheduler')).toBe('');
    renameSync(path('/etc/kubernetes/kube-scheduler.yaml'), path(scheduler));
    await until(async () => (await out('crictl ps -q --name kube-scheduler')) !== '');
  });

  it('starts a kubelet that fails again, and says why it does', async () => {
    const config = '/var/lib/kubelet/config.yaml';
    renameSync(path(config), path('/var/lib/kubelet/aside.yaml'));
    expect((await run('systemctl restart kubelet')).exitCode).toBe(0);
    const status = await run('systemctl status kubelet');
    expect(status.exitCode).toBe(3);
    expect(status.out).toContain('Active: activating (auto-restart) (Result: exit-code) since');
    expect(await out('journalctl -u kubelet -n 3 -o cat')).toContain(
      `error: open ${config}: no such file or directory`,
    );
    renameSync(path('/var/lib/kubelet/aside.yaml'), path(config));
    await clock.advance(10_000);
    await until(async () => (await out('systemctl is-active kubelet')) === 'active\n');
    expect(await out('journalctl -u kubelet')).toContain(
      'Scheduled restart job, restart counter is at 1.',
    );
  });

  it('starts nothing while containerd is stopped', async () => {
    await run('systemctl stop containerd');
    const ps = await run('crictl ps');
    expect(ps.exitCode).toBe(1);
    expect(ps.error).toMatch(/level=fatal msg="validate service connection: .*connection refused/);
    await run('systemctl start containerd');
    expect((await run('crictl ps')).exitCode).toBe(0);
  });

  it('renews a certificate with the authority on the node', async () => {
    const file = '/etc/kubernetes/pki/apiserver';
    const before = parseCertificatePem(read(`${file}.crt`));
    expect(await out('kubeadm certs check-expiration')).toMatch(
      /^apiserver +\w+ \d\d, \d{4} \d\d:\d\d UTC +364d +ca +no {6}$/m,
    );
    expect(await out('kubeadm certs renew apiserver')).toContain(
      '\n\ncertificate for serving the Kubernetes API renewed\n',
    );
    const after = parseCertificatePem(read(`${file}.crt`));
    expect(await fingerprint(after)).not.toBe(await fingerprint(before));
    expect([after.dnsNames, after.ipAddresses]).toEqual([before.dnsNames, before.ipAddresses]);
    const key = await parsePrivateKeyPem(read(`${file}.key`));
    expect(matchesPrivateKey(after.publicKey, key)).toBe(true);
    const authority = parseCertificatePem(read('/etc/kubernetes/pki/ca.crt'));
    const verdict = await verifyCertificate(after, { roots: [authority], at: clock.now() });
    expect(verdict.isValid).toBe(true);
    const all = await run('kubeadm certs renew all');
    expect(all.exitCode).toBe(0);
    expect(all.out).toContain('\nDone renewing certificates. You must restart the kube-apiserver,');
  });

  it('says what is missing, and what it cannot sign', async () => {
    rmSync(path('/etc/kubernetes/pki/etcd/peer.crt'));
    renameSync(path('/etc/kubernetes/pki/etcd/ca.key'), path('/etc/kubernetes/elsewhere.key'));
    expect(await out('kubeadm certs check-expiration')).toMatch(/^!MISSING! etcd-peer +$/m);
    expect(await out('kubeadm certs renew etcd-peer')).toContain(
      'MISSING! certificate for etcd nodes to communicate with each other\n',
    );
    expect(await out('kubeadm certs renew etcd-server')).toContain(
      "Detected external etcd/ca, certificate for serving etcd can't be renewed\n",
    );
    const unknown = await run('kubeadm certs renew nothing');
    expect([unknown.exitCode, unknown.error.split('\n')[0]]).toEqual([
      1,
      'error: unknown command "nothing" for "kubeadm certs renew"',
    ]);
  });

  it('makes a token that the API knows', async () => {
    const [token = ''] = (await out('kubeadm token create --ttl 2h')).split('\n');
    expect(token).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16}$/);
    expect(await out('kubeadm token list')).toContain(`${token}   `);
    const [id = ''] = token.split('.');
    expect(await out(`kubeadm token delete ${id}`)).toBe(`bootstrap token "${id}" deleted\n`);
    expect(await out('kubeadm token list')).toBe('');
  });

  it('follows the journal until whoever asked is gone', async () => {
    let lines = 0;
    const answer = askAgent(agent, 'journalctl', ['-fu', 'kubelet', '-n', '1'], (text, hangUp) => {
      lines = text.split('\n').length - 1;
      if (text.includes('Started kubelet.service')) hangUp();
    });
    await until(async () => lines > 0);
    await run('systemctl restart kubelet');
    expect((await answer).out).toContain('systemd[1]: Started kubelet.service');
  });

  it.each([
    ['crictl frobnicate', 3, "No help topic for 'frobnicate'"],
    ['crictl logs 0000', 1, 'container \\"0000\\": not found'],
    ['crictl ps --nothing', 1, 'flag provided but not defined: -nothing'],
    ['systemctl frobnicate kubelet', 1, "Unknown command verb 'frobnicate'."],
    ['systemctl status nginx', 4, 'Unit nginx.service could not be found.'],
    ['systemctl start nginx', 5, 'Failed to start nginx.service: Unit nginx.service not found.'],
    ['journalctl --nothing', 1, "journalctl: unrecognized option '--nothing'"],
    ['kubeadm init', 1, 'error: "kubeadm init" is not simulated'],
    ['rm -rf', 127, 'command not found'],
  ])('answers %s with %i', async (line, exitCode, words) => {
    const answer = await run(line);
    expect(answer.exitCode).toBe(exitCode);
    expect(answer.error).toContain(words);
  });

  it.each(['crictl ps', 'systemctl', 'journalctl', 'kubeadm certs'])(
    'explains %s',
    async (line) => {
      const { out: text, exitCode } = await run(`${line} --help`);
      expect([text.startsWith(line.split(' ')[0] ?? ''), exitCode]).toEqual([true, 0]);
    },
  );

  it('takes no request that is too long', async () => {
    const long = await askAgent(agent, 'crictl', ['x'.repeat(70_000)]);
    expect([long.out, long.exitCode]).toEqual(['', 126]);
  });
});

interface Condition {
  readonly type: string;
  readonly status: string;
}
