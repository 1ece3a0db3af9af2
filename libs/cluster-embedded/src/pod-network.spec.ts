import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { VirtualClock } from '@drillyard/cluster/testing';
import type { KubeObject } from '@drillyard/kube-objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedCluster } from './embedded-cluster.js';

const clock = new VirtualClock(new Date());
const unexpected: unknown[] = [];
let cluster: EmbeddedCluster;
let client: KubeClient;
let attempts = 0;

/** Far more than anything here takes: time passes faster than programs are loaded. */
const secondsMax = 3_000;

/** Lets time pass until it is so. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let second = 0; second < secondsMax; second++) {
    const found = await look();
    if (found !== undefined) return found;
    await clock.advance(1_000);
  }
  throw new Error(`not within ${secondsMax} seconds`);
}

const podType = { apiVersion: 'v1', kind: 'Pod' };
type Status = { phase?: string; conditions?: { type: string; status: string }[]; podIP?: string };
const statusOf = (pod: KubeObject) => (pod['status'] ?? {}) as Status;

async function serve(name: string, spec: object, labels: object = { app: name }): Promise<string> {
  const metadata = { name, namespace: 'shop', labels };
  await client.create({ ...podType, metadata, spec } as KubeObject);
  return ready(name);
}

/** The address of a pod, once it is ready. */
function ready(name: string): Promise<string> {
  return until(async () => {
    const { items } = await client.list(podType, { namespace: 'shop' });
    const found = items.find(({ metadata }) => metadata.name === name);
    const { conditions = [], podIP } = found === undefined ? {} : statusOf(found);
    return conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
      ? podIP
      : undefined;
  });
}

/** What a pod with such labels prints that runs this command, and how it ends. */
async function run(
  command: string,
  labels: object = {},
  { image = 'busybox:1.36', hostNetwork = false } = {},
): Promise<string> {
  const name = `attempt-${++attempts}`;
  const containers = [
    { name: 'main', image, command: ['sh', '-c', `(${command}) 2>&1; echo "=$?"`] },
  ];
  const metadata = { name, namespace: 'shop', labels };
  await client.create({
    ...podType,
    metadata,
    spec: { restartPolicy: 'Never', containers, hostNetwork },
  } as KubeObject);
  await until(async () => {
    const { phase = '' } = statusOf(await client.get({ ...podType, name, namespace: 'shop' }));
    return ['Succeeded', 'Failed'].includes(phase) ? phase : undefined;
  });
  const path = `/api/v1/namespaces/shop/pods/${name}/log`;
  const { body } = await client.raw({ method: 'GET', path });
  await client.delete({ ...podType, name, namespace: 'shop' });
  return String(body).trim();
}

const create = (object: object) => client.create(object as KubeObject);
const policy = (name: string, spec: object) =>
  create({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec,
  });
const service = (name: string, spec: object) =>
  create({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec });

let db = '';

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({
    clock,
    dns: true,
    onUnexpected: (error) => unexpected.push(error),
  });
  client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.superAdminKubeconfig())));
  await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  const ports = [{ name: 'http', containerPort: 8080 }];
  const args = ['netexec', '--http-port=8080'];
  const image = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
  db = await serve('db', { containers: [{ name: 'main', image, args, ports }] });
  await service('db', { selector: { app: 'db' }, ports: [{ port: 80, targetPort: 'http' }] });
  await service('all', {
    selector: { app: 'db' },
    clusterIP: 'None',
    ports: [{ port: 8080 }],
  });
  await policy('db', {
    podSelector: { matchLabels: { app: 'db' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { role: 'web' } } }] }],
  });
  await until(async () => {
    const { items } = await client.list(podType, { namespace: 'kube-system' });
    const dns = items.filter(({ metadata }) => metadata.labels?.['k8s-app'] === 'kube-dns');
    const ready = dns.filter((pod) =>
      statusOf(pod).conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
    );
    return ready.length === 2 ? true : undefined;
  });
}, 60_000);

afterAll(async () => {
  await client?.close();
  await cluster?.close();
  expect(unexpected).toEqual([]);
});

const web = { role: 'web' };

describe('the network between pods', () => {
  it.each([
    ['a pod', () => `${db}:8080`],
    ['a Service by its short name, with a named port', () => 'db'],
    ['a Service in full', () => 'db.shop.svc.cluster.local'],
    ['a headless Service', () => 'all.shop:8080'],
    ['a node port from a Service', () => '192.168.0.10:30080'],
  ])('reaches %s', async (_what, where) => {
    if (where().endsWith(':30080')) {
      await service('outside', {
        type: 'NodePort',
        selector: { app: 'db' },
        ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }],
      });
    }
    expect(await run(`wget -qO- -T 2 http://${where()}/hostname`, web)).toBe('db=0');
  });

  it('times out where a policy drops it, by the clock of the cluster', async () => {
    const startedMs = clock.now().getTime();
    expect(await run('wget -qO- -T 3 http://db')).toBe('wget: download timed out\n=1');
    expect(clock.now().getTime() - startedMs).toBeGreaterThanOrEqual(3_000);
    expect(await run(`nc -w 2 ${db} 8080`)).toBe('nc: timed out\n=1');
    expect(await run(`ping -c 1 ${db}`)).toContain('100% packet loss');
    expect(await run(`ping -c 1 ${db}`, web)).toContain('0% packet loss');
  });

  it('refuses on a port nobody listens on, and for a Service without endpoints', async () => {
    expect(await run(`wget -qO- http://${db}:81`, web)).toBe(
      `wget: can't connect to remote host (${db}): Connection refused\n=1`,
    );
    await service('nobody', { selector: { app: 'nobody' }, ports: [{ port: 80 }] });
    expect(await run('wget -qO- http://nobody')).toContain('Connection refused');
  });

  it('has no name for whoever may not ask: egress that is denied denies DNS', async () => {
    await policy('closed', {
      podSelector: { matchLabels: { role: 'closed' } },
      policyTypes: ['Egress'],
    });
    expect(await run('wget -qO- http://db', { role: 'closed' })).toBe("wget: bad address 'db'\n=1");
    expect(await run('nslookup db', { role: 'closed' })).toContain('no servers could be reached');
    expect(await run('nslookup db.shop.svc.cluster.local')).toContain('Name:\tdb.shop');
    expect(await run('wget -qO- http://elsewhere', web)).toBe("wget: bad address 'elsewhere'\n=1");
  });

  it('sends only to pods that are ready', async () => {
    const readinessProbe = { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 1 };
    const command = ['sh', '-c', 'sleep 20; touch /tmp/ready; httpd -f -p 8080 -h /tmp'];
    const image = 'busybox:1.36';
    await service('slow', { selector: { app: 'slow' }, ports: [{ port: 80, targetPort: 8080 }] });
    const metadata = { name: 'slow', namespace: 'shop', labels: { app: 'slow' } };
    const containers = [{ name: 'main', image, command, readinessProbe }];
    await create({ ...podType, metadata, spec: { containers } });
    expect(await run('wget -qO- http://slow/ready')).toContain('Connection refused');
    await ready('slow');
    expect(await run('wget -qO- http://slow/ready')).toBe('=0');
  });

  it('shares loopback between the containers of a pod, and nothing else', async () => {
    const server = { name: 'server', image: 'nginx:1.27' };
    const image = 'busybox:1.36';
    const command = ['sh', '-c', 'sleep 2; wget -qO- http://localhost | grep -c Welcome; sleep 1d'];
    const containers = [server, { name: 'main', image, command }];
    await serve('pair', { containers });
    await clock.advance(5_000);
    const path = '/api/v1/namespaces/shop/pods/pair/log?container=main';
    expect(String((await client.raw({ method: 'GET', path })).body)).toBe('2\n');
    expect(await run('wget -qO- http://localhost')).toContain('Connection refused');
  });

  it('gives the pods on the network of a node the node, loopback and all', async () => {
    const args = ['netexec', '--http-port=9100'];
    const image = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
    await serve('agent', { hostNetwork: true, containers: [{ name: 'main', image, args }] });
    const command = 'wget -qO- http://127.0.0.1:9100/hostname; echo; nc -z 127.0.0.1 6443';
    expect(await run(command, {}, { hostNetwork: true })).toBe('controlplane\n=0');
    expect(await run('wget -qO- http://127.0.0.1:9100/hostname')).toContain('Connection refused');
  });

  it('knows the pods of a StatefulSet by their names', async () => {
    const labels = { app: 'queue' };
    await service('queue', { selector: labels, clusterIP: 'None', ports: [{ port: 80 }] });
    const containers = [{ name: 'main', image: 'nginx:1.27' }];
    const template = { metadata: { labels }, spec: { containers } };
    const spec = { replicas: 2, serviceName: 'queue', selector: { matchLabels: labels }, template };
    const metadata = { name: 'queue', namespace: 'shop' };
    await create({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec });
    const address = await ready('queue-1');
    expect(await run('nslookup queue-1.queue')).toContain(`Address: ${address}`);
    expect(await run('nslookup queue-2.queue')).toContain('NXDOMAIN');
  });

  it('carries datagrams', async () => {
    const command = ['sh', '-c', 'nc -u -l -k -p 5000'];
    const address = await serve('ears', {
      containers: [{ name: 'main', image: 'busybox:1.36', command }],
    });
    await run(`echo hello | nc -u -w 1 ${address} 5000`);
    const path = '/api/v1/namespaces/shop/pods/ears/log';
    expect(String((await client.raw({ method: 'GET', path })).body)).toBe('hello\n');
  });

  it('leads to the API server itself, over TLS, with the account of the pod', async () => {
    const folder = '/var/run/secrets/kubernetes.io/serviceaccount';
    const header = `-H "Authorization: Bearer $(cat ${folder}/token)"`;
    const output = await run(
      `curl -s --cacert ${folder}/ca.crt ${header} https://kubernetes.default/api/v1/namespaces/shop/pods`,
      {},
      { image: 'nginx:1.27' },
    );
    expect(output).toContain('system:serviceaccount:shop:default');
    expect(output).toContain('cannot list resource');
  });
});
