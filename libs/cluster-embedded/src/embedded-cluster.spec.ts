import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EmbeddedCluster } from './embedded-cluster.js';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'drillyard-embedded-'));
const hasKubectl = isInstalled('kubectl');

afterAll(() => rmSync(folder, { recursive: true }));

function isInstalled(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`]);
    return true;
  } catch {
    return false;
  }
}

/** kubectl of a cluster: what it prints, errors included, and whether it failed. */
class Kubectl {
  readonly environment: NodeJS.ProcessEnv;

  constructor(kubeconfig: string, name: string) {
    const file = join(folder, `${name}.conf`);
    writeFileSync(file, kubeconfig);
    this.environment = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: file };
  }

  async run(line: string, input = ''): Promise<{ output: string; code: number }> {
    // Words are split at spaces, but for those in single quotes.
    const words = line.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
    const child = run('kubectl', words, { env: this.environment, timeout: 15_000 });
    child.child.stdin?.end(input);
    try {
      const { stdout, stderr } = await child;
      return { output: stdout + stderr, code: 0 };
    } catch (error) {
      const { stdout = '', stderr = '', code = 1 } = error as Record<string, never>;
      return { output: stdout + stderr, code };
    }
  }
}

describe('an embedded cluster', () => {
  test('goes on with the same state, certificates and port after a restart', async () => {
    const dataDir = join(folder, 'restart');
    const first = await EmbeddedCluster.start({ dataDir });
    const kubeconfig = first.adminKubeconfig();
    const { port } = first.address;
    await first.close();
    const again = await EmbeddedCluster.start({ dataDir });
    expect(again.address.port).toBe(port);
    expect(again.adminKubeconfig()).toBe(kubeconfig);
    await again.close();
  });

  test('makes the rest of its certificates when they are asked for, and keeps them', async () => {
    const dataDir = join(folder, 'certificates');
    const first = await EmbeddedCluster.start({ dataDir });
    const files = await first.controlPlaneFiles();
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        '/etc/kubernetes/pki/ca.crt',
        '/etc/kubernetes/pki/etcd/server.key',
        '/etc/kubernetes/pki/front-proxy-client.crt',
        '/etc/kubernetes/scheduler.conf',
      ]),
    );
    expect(first.adminKubeconfig('https://controlplane:6443')).toBe(
      files.get('/etc/kubernetes/admin.conf'),
    );
    await first.close();
    const again = await EmbeddedCluster.start({ dataDir });
    expect(new Map(await again.controlPlaneFiles())).toEqual(files);
    await again.close();
  });

  test('takes any free port where its old one is taken', async () => {
    const dataDir = join(folder, 'taken');
    const first = await EmbeddedCluster.start({ dataDir });
    const { port } = first.address;
    await first.close();
    const intruder = createServer().listen(port, '127.0.0.1');
    const again = await EmbeddedCluster.start({ dataDir });
    expect(again.address.port).not.toBe(port);
    await again.close();
    intruder.close();
  });

  test('says so where the port asked for is taken', async () => {
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(0, '127.0.0.1', resolve));
    const address = intruder.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await expect(
      EmbeddedCluster.start({ listen: { host: '127.0.0.1', port } }),
    ).rejects.toMatchObject({ code: 'CLUSTER_PORT_UNAVAILABLE' });
    intruder.close();
  });
});

describe.skipIf(!hasKubectl)('kubectl', () => {
  let cluster: EmbeddedCluster;
  let kubectl: Kubectl;
  const unexpected: unknown[] = [];

  beforeAll(async () => {
    const onUnexpected = (error: unknown) => void unexpected.push(error);
    cluster = await EmbeddedCluster.start({ apiServerNames: ['elsewhere'], onUnexpected });
    kubectl = new Kubectl(cluster.adminKubeconfig(), 'admin');
  });
  afterAll(async () => {
    await cluster.close();
    expect(unexpected).toEqual([]);
  });

  const role = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: applied, namespace: lab}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
`;
  const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: lab}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.27"}]}
`;

  /** One story: each line builds on those before it. */
  const story: [line: string, expected: RegExp | string, input?: string][] = [
    ['version', /Server Version: v1\.36\.0/],
    ['api-versions', /^rbac\.authorization\.k8s\.io\/v1$/m],
    [
      'api-resources --api-group=rbac.authorization.k8s.io',
      /^rolebindings +rbac.* true +RoleBinding$/m,
    ],
    ['get namespaces', /^kube-system +Active/m],
    ['auth whoami', /^Username +kubernetes-admin$/m],
    ['create namespace lab', 'namespace/lab created\n'],
    ['create namespace lab', /namespaces "lab" already exists/],
    [
      'create role reader --verb=get,list --resource=pods -n lab',
      'role.rbac.authorization.k8s.io/reader created\n',
    ],
    ['create rolebinding jane --role=reader --user=jane -n lab', /created/],
    ['auth can-i list pods -n lab --as jane', 'yes\n'],
    ['auth can-i delete pods -n lab --as jane', 'no\n'],
    ['get pods -n lab --as jane', 'No resources found in lab namespace.\n'],
    [
      'get secrets -n lab --as jane',
      /secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "lab"/,
    ],
    ['describe rolebinding jane -n lab', /Kind: +Role\n +Name: +reader/],
    ['get rolebindings -n lab -o wide', /^jane +Role\/reader +\S+ +jane +$/m],
    ['create serviceaccount robot -n lab', /created/],
    ['create token robot -n lab', /^ey[\w-]+\.[\w-]+\.[\w-]+$/],
    ['create configmap settings --from-literal=a=1 -n lab', /created/],
    ['get configmap settings -n lab -o jsonpath={.data.a}', '1'],
    ['label configmap settings tier=front -n lab', 'configmap/settings labeled\n'],
    ['annotate configmap settings note=x -n lab', 'configmap/settings annotated\n'],
    [`patch configmap settings -n lab -p '{"data":{"b":"2"}}'`, 'configmap/settings patched\n'],
    ['get configmaps -n lab -l tier=front --no-headers', /^settings +2 /],
    ['create secret generic token --from-literal=p=q -n lab', /created/],
    ['get secret token -n lab', /^token +Opaque +1 /m],
    ['apply -f -', 'role.rbac.authorization.k8s.io/applied created\n', role],
    ['apply -f -', 'role.rbac.authorization.k8s.io/applied unchanged\n', role],
    [
      'apply -f -',
      'role.rbac.authorization.k8s.io/applied configured\n',
      role.replace('[get]', '[get, list]'),
    ],
    ['apply --dry-run=server -f -', /applied configured \(server dry run\)/, role],
    ['replace -f -', 'role.rbac.authorization.k8s.io/applied replaced\n', role],
    ['create -f -', /strict decoding error: unknown field "rulez"/, role.replace('rules', 'rulez')],
    ['create -f -', 'deployment.apps/web created\n', deployment],
    ['scale deployment web --replicas=3 -n lab', 'deployment.apps/web scaled\n'],
    ['set image deployment/web nginx=nginx:1.28 -n lab', 'deployment.apps/web image updated\n'],
    [
      'get deployment web -n lab -o wide',
      /^web +\d\/3 +\d +\d +\S+ +nginx +nginx:1\.28 +app=web$/m,
    ],
    ['expose deployment web --port=80 -n lab', 'service/web exposed\n'],
    ['run shell --image=busybox -n lab -- sleep 1000', 'pod/shell created\n'],
    ['get pods -n lab', /^shell +[01]\/1 +(Pending|ContainerCreating|Running) +0 /m],
    ['describe pod shell -n lab', /QoS Class: +BestEffort/],
    ['get all -n lab', /service\/web +ClusterIP +10\.(9[6-9]|10\d|11[01])\./],
    ['explain role.rules', /FIELD: rules <\[\]PolicyRule>/],
    ['get pods --field-selector nope=1', /field label not supported: nope/],
    ['wait --for=condition=Ready pod/shell -n lab --timeout=5s', 'pod/shell condition met\n'],
    ['delete pod shell -n lab --now', /^pod "shell" deleted/],
    ['delete namespace lab', /^namespace "lab" deleted/],
    ['get namespace lab', /namespaces "lab" not found/],
  ];

  test('tells one story from creating a namespace to deleting it', async () => {
    for (const [line, expected, input] of story) {
      const { output } = await kubectl.run(line, input);
      if (typeof expected === 'string') expect(output, line).toBe(expected);
      else expect(output, line).toMatch(expected);
    }
  }, 60_000);

  test('edits', async () => {
    await kubectl.run('create configmap edited --from-literal=a=before');
    const editor = join(folder, 'editor.sh');
    writeFileSync(editor, '#!/bin/sh\nsed -i s/before/after/ "$1"\n', { mode: 0o700 });
    const environment = { ...kubectl.environment, EDITOR: editor };
    await run('kubectl', ['edit', 'configmap', 'edited'], { env: environment });
    const { output } = await kubectl.run('get configmap edited -o jsonpath={.data.a}');
    expect(output).toBe('after');
  });

  test('watches', async () => {
    const child = spawn('kubectl', ['get', 'configmaps', '-w', '--no-headers'], {
      env: kubectl.environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const saw = (pattern: RegExp) =>
      new Promise<void>((resolve) => {
        const look = () => lines.some((line) => pattern.test(line)) && resolve();
        child.stdout.on('data', look);
        look();
      });
    child.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n')));
    await saw(/^kube-root-ca/);
    await kubectl.run('create configmap watched --from-literal=a=1');
    await saw(/^watched +1 /);
    await kubectl.run(`patch configmap watched -p '{"data":{"b":"2"}}'`);
    await saw(/^watched +2 /);
    child.kill();
  });

  test('reaches the cluster by another listener and another name too', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    cluster.accept(listener);
    const address = listener.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const other = new Kubectl(cluster.adminKubeconfig(`https://127.0.0.1:${port}`), 'other');
    const { output } = await other.run('get namespaces --tls-server-name elsewhere');
    expect(output).toMatch(/^default +Active/m);
    listener.close();
  });

  test('of the super-admin does not depend on RBAC', async () => {
    const root = new Kubectl(cluster.superAdminKubeconfig(), 'root');
    await root.run('delete clusterrolebinding kubeadm:cluster-admins');
    expect((await kubectl.run('get namespaces')).output).toMatch(/forbidden/);
    expect((await root.run('get namespaces')).output).toMatch(/^default +Active/m);
  });
});
