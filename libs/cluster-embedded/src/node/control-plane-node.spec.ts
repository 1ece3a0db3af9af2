import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type PeerCertificate } from 'node:tls';
import { VirtualClock } from '@drillyard/cluster/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedCluster } from '../embedded-cluster.js';

const root = mkdtempSync(join(tmpdir(), 'drillyard-node-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Polls: what happens follows from the kernel's word that a file has changed. */
async function eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never: ${look}`);
}

/** A cluster that follows the files of its node, and what somebody with a shell there would do. */
class Bench {
  private constructor(
    readonly cluster: EmbeddedCluster,
    readonly clock: VirtualClock,
  ) {}

  static async start(name: string): Promise<Bench> {
    // Ahead of the machine, whose openssl would else issue certificates of the future.
    const clock = new VirtualClock(new Date(Date.now() + 60_000));
    const cluster = await EmbeddedCluster.start({
      dataDir: join(root, name),
      nodeFiles: true,
      controllers: false,
      clock,
      onUnexpected: (error) => {
        throw error;
      },
    });
    return new Bench(cluster, clock);
  }

  path(path: string): string {
    return join(this.cluster.nodeFolder ?? '', path);
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  edit(path: string, change: (text: string) => string): void {
    writeFileSync(this.path(path), change(this.read(path)));
  }

  /** Gives the API server a flag, in the place of one of the same name. */
  flag(flag: string, value?: string): void {
    const line = value === undefined ? '' : `    - --${flag}=${value}\n`;
    this.edit(manifest, (text) =>
      text
        .replace(new RegExp(`^    - --${flag}(=.*)?\\n`, 'm'), '')
        .replace('    - kube-apiserver\n', `    - kube-apiserver\n${line}`),
    );
  }

  /** The log of the API server's last start. */
  log(): string {
    const pods = readdirSync(this.path('/var/log/pods')).filter((pod) => /apiserver/.test(pod));
    const logs = pods.flatMap((pod) => {
      const folder = this.path(`/var/log/pods/${pod}/kube-apiserver`);
      return readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    });
    return logs.join('');
  }

  /** The status of an answer; undefined where nobody answers. */
  get(
    path: string,
    {
      headers = {},
      cert,
      key,
    }: { headers?: Record<string, string>; cert?: string; key?: string } = {},
  ): Promise<{ status: number; text: string } | undefined> {
    const { host, port } = this.cluster.address;
    const identity = { ...(cert && { cert }), ...(key && { key }) };
    return new Promise((resolve) => {
      const options = {
        host,
        port,
        path,
        headers,
        rejectUnauthorized: false,
        agent: false,
        ...identity,
      };
      const outgoing = request(options, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }));
        incoming.on('error', () => resolve(undefined));
      });
      outgoing.on('error', () => resolve(undefined));
      outgoing.end();
    });
  }

  /** As `get`, and deletes. */
  delete(path: string, identity: { cert: string; key: string }): Promise<unknown> {
    const { host, port } = this.cluster.address;
    return new Promise((resolve, reject) => {
      const options = {
        host,
        port,
        path,
        method: 'DELETE',
        rejectUnauthorized: false,
        ...identity,
      };
      request({ ...options, agent: false }, (incoming) => resolve(incoming.resume()))
        .on('error', reject)
        .end();
    });
  }

  /** What is shown in a handshake. */
  shown(): Promise<PeerCertificate | undefined> {
    const { host, port } = this.cluster.address;
    return new Promise((resolve) => {
      const socket = connect({ host, port, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate());
        socket.destroy();
      });
      socket.on('error', () => resolve(undefined));
    });
  }

  openssl(...args: string[]): string {
    const { stdout, stderr, status } = spawnSync('openssl', args, {
      cwd: this.path('/etc/kubernetes/pki'),
    });
    if (status !== 0) throw new Error(stderr.toString());
    return stdout.toString();
  }

  /** A certificate of the cluster's authority, made as administrators make them. */
  issue(name: string, subject: string, ...more: string[]): { cert: string; key: string } {
    const files = [`/tmp-${name}.key`, `/tmp-${name}.csr`, `/tmp-${name}.crt`].map((file) =>
      join(root, file),
    );
    const [key = '', csr = '', crt = ''] = files;
    this.openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key);
    this.openssl('req', '-new', '-key', key, '-subj', subject, '-out', csr);
    this.openssl(
      ...['x509', '-req', '-in', csr, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-set_serial', '77'],
      ...['-out', crt, ...more],
    );
    return { cert: readFileSync(crt, 'utf8'), key: readFileSync(key, 'utf8') };
  }
}

const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
const configmaps = '/api/v1/namespaces/default/configmaps';
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

describe('the node of a control plane', () => {
  let bench: Bench;
  let original: string;

  beforeAll(async () => {
    bench = await Bench.start('node');
    original = bench.read(manifest);
  });
  afterAll(() => bench.cluster.close());

  /** Puts the manifest back, and waits for the server it describes. */
  async function reset(): Promise<void> {
    writeFileSync(bench.path(manifest), original);
    await eventually(async () => {
      const answer = await bench.get('/api/v1/nodes');
      return answer?.status === 403 && !bench.clock.pending;
    });
  }

  it('has what kubeadm lays down', () => {
    const pki = readdirSync(bench.path('/etc/kubernetes/pki'));
    expect(pki).toEqual(
      expect.arrayContaining([
        'ca.crt',
        'ca.key',
        'etcd',
        'front-proxy-ca.crt',
        'sa.key',
        'sa.pub',
      ]),
    );
    expect(readdirSync(bench.path('/etc/kubernetes/manifests'))).toEqual([
      'etcd.yaml',
      'kube-apiserver.yaml',
      'kube-controller-manager.yaml',
      'kube-scheduler.yaml',
    ]);
    expect(bench.openssl('verify', '-CAfile', 'ca.crt', 'apiserver.crt')).toBe(
      'apiserver.crt: OK\n',
    );
    expect(bench.openssl('verify', '-CAfile', 'etcd/ca.crt', 'etcd/server.crt')).toMatch(/OK/);
    expect(bench.read('/var/lib/kubelet/config.yaml')).toMatch(
      'staticPodPath: /etc/kubernetes/manifests',
    );
    const subject = [
      'x509',
      '-noout',
      '-subject',
      '-in',
      bench.path('/var/lib/kubelet/pki/kubelet-client-current.pem'),
    ];
    expect(bench.openssl(...subject)).toMatch(/O = system:nodes, CN = system:node:controlplane/);
    expect(bench.log()).toMatch(/^\S+Z stderr F I\d{4} .* Serving securely on \[::\]:6443$/m);
    expect(readdirSync(bench.path('/var/log/containers'))).toHaveLength(4);
  });

  it('shows its pods and itself in the API', async () => {
    await bench.cluster.nodeShown;
    const { cert, key } = bench.issue('root', '/O=system:masters/CN=root', '-days', '2');
    const pods = await bench.get('/api/v1/namespaces/kube-system/pods', { cert, key });
    const names = JSON.parse(pods?.text ?? '').items.map((pod: never) => pod['metadata']['name']);
    expect(names).toEqual([
      'etcd-controlplane',
      'kube-apiserver-controlplane',
      'kube-controller-manager-controlplane',
      'kube-scheduler-controlplane',
    ]);
    const node = await bench.get('/api/v1/nodes/controlplane', { cert, key });
    expect(JSON.parse(node?.text ?? '').metadata.labels).toHaveProperty([
      'node-role.kubernetes.io/control-plane',
    ]);
  });

  it('lets everybody in by certificate where everything is allowed', async () => {
    const { cert, key } = bench.issue('jane', '/CN=jane', '-days', '2');
    expect((await bench.get(configmaps, { cert, key }))?.status).toBe(403);
    bench.flag('authorization-mode', 'AlwaysAllow');
    await eventually(async () => (await bench.get(configmaps, { cert, key }))?.status === 200);
    expect((await bench.get(configmaps))?.status).toBe(401);
    await reset();
  });

  it('goes by a token file and an ABAC policy, once both are mounted', async () => {
    bench.edit('/etc/kubernetes/pki/ca.crt', (text) => text);
    writeFileSync(bench.path('/etc/kubernetes/tokens.csv'), 's3cret,robot,7\nother,mary,8\n');
    writeFileSync(
      bench.path('/etc/kubernetes/policy.jsonl'),
      '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"robot","namespace":"default","resource":"configmaps","apiGroup":"","readonly":true}}\n',
    );
    bench.flag('token-auth-file', '/etc/kubernetes/tokens.csv');
    const missing = /err="open \/etc\/kubernetes\/tokens\.csv: no such file or directory"/;
    await eventually(() => missing.test(bench.log()));
    expect(await bench.get('/version')).toBeUndefined();
    bench.edit(manifest, (text) =>
      text
        .replace('--authorization-mode=Node,RBAC', '--authorization-mode=Node,ABAC')
        .replace(
          '    - --client-ca-file',
          '    - --authorization-policy-file=/etc/kubernetes/policy.jsonl\n    - --client-ca-file',
        )
        .replace(
          '    volumeMounts:\n',
          '    volumeMounts:\n    - mountPath: /etc/kubernetes\n      name: all\n',
        )
        .replace(
          '  volumes:\n',
          '  volumes:\n  - hostPath:\n      path: /etc/kubernetes\n    name: all\n',
        ),
    );
    await eventually(async () => (await bench.get(configmaps, bearer('s3cret')))?.status === 200);
    expect((await bench.get(configmaps, bearer('other')))?.status).toBe(403);
    expect((await bench.get(configmaps, bearer('third')))?.status).toBe(401);
    await reset();
  });

  it('keeps the port closed for a flag nobody knows, says so, and waits longer each time', async () => {
    bench.flag('nosuch', '1');
    await eventually(() => /stderr F Error: unknown flag: --nosuch\n/.test(bench.log()));
    expect(await bench.get('/version')).toBeUndefined();
    const starts = () => bench.log().match(/--nosuch/g)?.length ?? 0;
    // The first start is followed by another at once.
    await bench.clock.advance(0);
    await eventually(() => starts() === 2);
    await bench.clock.advance(9_000);
    expect(starts()).toBe(2);
    await bench.clock.advance(1_000);
    // Of three only the last two are kept.
    const folder = /kube-system_kube-apiserver-controlplane_/;
    const pod = readdirSync(bench.path('/var/log/pods')).filter((name) => folder.test(name));
    await eventually(() =>
      pod.some((name) => {
        const files = readdirSync(bench.path(`/var/log/pods/${name}/kube-apiserver`));
        return files.join(' ') === '1.log 2.log';
      }),
    );
    await reset();
  });

  it('signs and schedules as the other manifests say, and not while they are gone', async () => {
    const { cert, key } = bench.issue('owner', '/O=system:masters/CN=owner', '-days', '2');
    const configMap = '/api/v1/namespaces/kube-public/configmaps/kube-root-ca.crt';
    const find = async () => (await bench.get(configMap, { cert, key }))?.status;
    expect(await eventually(async () => (await find()) === 200)).toBe(true);
    const path = '/etc/kubernetes/manifests/kube-controller-manager.yaml';
    const away = bench.path('/etc/kubernetes/away.yaml');
    renameSync(bench.path(path), away);
    const pods = '/api/v1/namespaces/kube-system/pods/kube-controller-manager-controlplane';
    await eventually(async () => (await bench.get(pods, { cert, key }))?.status === 404);
    await bench.delete(configMap, { cert, key });
    expect(await find()).toBe(404);
    renameSync(away, bench.path(path));
    await eventually(async () => (await find()) === 200);
  });

  it('stops when its manifest is moved away, and starts when it is back', async () => {
    renameSync(bench.path(manifest), bench.path('/etc/kubernetes/kube-apiserver.yaml'));
    await eventually(async () => ((await bench.get('/version')) === undefined ? true : undefined));
    renameSync(bench.path('/etc/kubernetes/kube-apiserver.yaml'), bench.path(manifest));
    await eventually(async () => (await bench.get('/version'))?.status === 200);
  });

  it('shows another serving certificate without a restart', async () => {
    const before = bench.log();
    const { cert, key } = bench.issue('serving', '/CN=replaced', '-days', '2');
    writeFileSync(bench.path('/etc/kubernetes/pki/apiserver.key'), key);
    writeFileSync(bench.path('/etc/kubernetes/pki/apiserver.crt'), cert);
    await eventually(async () => (await bench.shown())?.subject.CN === 'replaced');
    expect(bench.log().match(/Serving securely/g)?.length).toBe(
      before.match(/Serving securely/g)?.length,
    );
  });

  it('refuses a certificate that has expired', async () => {
    const { cert, key } = bench.issue('late', '/O=system:masters/CN=late', '-days', '1');
    expect((await bench.get(configmaps, { cert, key }))?.status).toBe(200);
    await bench.clock.advance(2 * 24 * 3_600_000);
    expect((await bench.get(configmaps, { cert, key }))?.status).toBe(401);
    expect(bench.log()).toMatch(
      /"Unable to authenticate the request" err="verifying certificate SN=77, .* failed: x509: certificate has expired or is not yet valid: current time \S+ is after \S+"/,
    );
  });

  it('trusts another authority as soon as its file holds it', async () => {
    const { cert, key } = bench.issue('old', '/O=system:masters/CN=old', '-days', '9');
    expect((await bench.get(configmaps, { cert, key }))?.status).toBe(200);
    const authority = ['-subj', '/CN=other', '-keyout', join(root, 'other.key')];
    const made = execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        ...authority,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    writeFileSync(bench.path('/etc/kubernetes/pki/ca.crt'), made);
    await eventually(async () => (await bench.get(configmaps, { cert, key }))?.status === 401);
  });
});

describe('a node in hostile hands', () => {
  it.each([
    ['a FIFO', (path: string) => void execFileSync('mkfifo', [path])],
    ['a link out of the node', (path: string) => symlinkSync('/etc/passwd', path)],
    ['a link to itself', (path: string) => symlinkSync(path, path)],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a huge file', (path: string) => execFileSync('truncate', ['-s', '5G', path])],
  ])('does not read %s', async (name, place) => {
    const bench = await Bench.start(`hostile-${name.replaceAll(' ', '-')}`);
    try {
      const path = bench.path('/etc/kubernetes/pki/sa.pub');
      rmSync(path);
      place(path);
      bench.flag('v', '2');
      await eventually(() => bench.log().includes('command failed'));
      expect(bench.log()).not.toContain('root:');
      expect(await bench.get('/version')).toBeUndefined();
    } finally {
      await bench.cluster.close();
    }
  });
});
