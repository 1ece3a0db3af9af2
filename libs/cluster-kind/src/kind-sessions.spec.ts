import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKubeconfig } from '@drillyard/cluster';
import { settle } from '@drillyard/cluster/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { shapeKey } from './cluster-shape.js';
import {
  connectToNothing,
  EmulatedHost,
  emulatedInstance,
  type ProviderOnEmulatedHostOptions,
  providerOnEmulatedHost,
  startNoApiServer,
} from './testing/index.js';

const nodes = { controlPlane: 1, workers: 1 };
const pooled = { shape: { controlPlanes: 1, workers: 1, settings: {} }, size: 1 };
const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function world(options: Partial<ProviderOnEmulatedHostOptions> = {}) {
  const root = await mkdtemp(join(tmpdir(), 'drillyard-kind-'));
  cleanUps.push(() => rm(root, { recursive: true }));
  const host = new EmulatedHost(startNoApiServer);
  const connectTo = connectToNothing;
  const provider = await providerOnEmulatedHost(host, { root, connectTo, ...options });
  cleanUps.push(() => provider.close());
  return { root, host, provider };
}

/** The nodes whose way out was taken. */
function closed({ runner }: EmulatedHost): string[] {
  return runner.lines
    .filter((line) => line.includes('ip route del default'))
    .map((line) => line.split(' ').slice(0, 3).join(' '));
}

describe('a cluster of a session', () => {
  it("is made in kind's steps, each told in words", async () => {
    const { provider } = await world();
    const steps: string[] = [];
    await provider.create({ id: 'ls-one', nodes, onProgress: (step) => steps.push(step) });
    expect(steps).toEqual([
      'Making a network of its own',
      'Ensuring node image (kindest/node:v1.36.1)',
      'Preparing nodes',
      'Writing configuration',
      'Starting control-plane',
      'Setting limits',
      'Waiting for the API server',
    ]);
  });

  it('is on a network of its own without a way out, labelled, with limits on every node', async () => {
    const { host, provider } = await world();
    const { containers, node } = await provider.create({ id: 'ls-one', nodes });
    const network = containers?.network ?? '';
    const hostnames = [...host.engine.containers.values()].map(({ hostname }) => hostname);
    expect([node?.name, ...hostnames]).toEqual(['controlplane', 'controlplane', 'node01']);
    expect(network).toMatch(/^dy-c0ffee00-[0-9a-f]{12}$/);
    expect(containers).toMatchObject({
      apiServer: { host: `${network}-control-plane`, port: 6443 },
      nodes: [`${network}-control-plane`, `${network}-worker`],
    });
    expect(host.engine.networks.get(network)?.labels).toEqual({
      'dev.drillyard.instance': emulatedInstance,
      'dev.drillyard.session': 'ls-one',
      'dev.drillyard.role': 'cluster',
    });
    expect(host.runner.lines.find((line) => line.startsWith('docker network create'))).toContain(
      'enable_ip_masquerade=false',
    );
    const limits = [
      '--memory=2147483648',
      '--memory-swap=2147483648',
      '--cpus=2',
      '--pids-limit=4096',
    ];
    expect([...host.engine.limits.values()]).toEqual([limits, limits]);
    expect(closed(host)).toEqual(containers?.nodes.map((node) => `docker exec ${node}`));
  });

  it('is as its lab asks for', async () => {
    const { root, host, provider } = await world();
    const settings = {
      ...{ kubernetesVersion: '1.35', featureGates: { X: true }, egress: true },
      ...{ apiServerArgs: { 'audit-log-maxage': '1' }, disableDefaultCni: true },
      nodeLabels: { 'example.com/disk': 'ssd' },
    };
    await provider.create({ id: 'ls-one', nodes, settings });
    const [name = ''] = await readdir(root);
    const config = parse(await readFile(join(root, name, 'kind.yaml'), 'utf8'));
    expect(config).toMatchObject({
      featureGates: { X: true },
      networking: { disableDefaultCNI: true },
      nodes: [
        { image: expect.stringContaining(':v1.35.'), labels: { 'example.com/disk': 'ssd' } },
        { labels: { 'example.com/disk': 'ssd' } },
      ],
    });
    expect(config.kubeadmConfigPatches[0]).toContain('audit-log-maxage');
    const created = (what: string) => host.runner.lines.find((line) => line.startsWith(what)) ?? '';
    expect(created('kind create')).not.toContain('--wait');
    expect(created('docker network create')).not.toContain('masquerade');
    expect(closed(host)).toEqual([]);
  });

  it("has the labs' images before anybody is let in", async () => {
    const { root, host, provider } = await world({ labImages: ['busybox:1.37'] });
    cleanUps.push(() => rm(`${root}-images`, { recursive: true }));
    host.runner.on(/^docker image inspect/, {}).on(/^docker save/, async ([, , , path = '']) => {
      await writeFile(path, '');
      return {};
    });
    const { containers } = await provider.create({ id: 'ls-one', nodes });
    const line = host.runner.lines.find((one) => one.startsWith('kind load image-archive'));
    expect(line).toMatch(new RegExp(`-images/[0-9a-f]+\\.tar --name ${containers?.network}$`));
  });

  it("keeps the grader's credentials and the learner's apart, and from other users", async () => {
    const { root, provider } = await world();
    const cluster = await provider.create({ id: 'ls-one', nodes });
    const [name = ''] = await readdir(root);
    for (const file of ['kubeconfig', 'grader.kubeconfig', 'cluster.json', 'kind.yaml']) {
      expect((await stat(join(root, name, file))).mode & 0o077).toBe(0);
    }
    const learner = parse(await cluster.learnerKubeconfig({ host: 'controlplane', port: 6443 }));
    expect(learner['current-context']).toBe('kubernetes-admin@kubernetes');
    const grader = await readFile(join(root, name, 'grader.kubeconfig'), 'utf8');
    expect(readKubeconfig(grader).server).toBe('https://127.0.0.1:1');
    expect(parse(grader)['current-context']).toBe('kubernetes-super-admin@kubernetes');
  });

  it('is started again where the host has restarted', async () => {
    const { root, host, provider } = await world();
    await provider.create({ id: 'ls-one', nodes });
    await provider.close();
    for (const container of host.engine.containers.values()) container.state = 'exited';
    const next = await providerOnEmulatedHost(host, { root, connectTo: connectToNothing });
    expect(await next.open('ls-one')).toBeDefined();
    expect([...host.engine.containers.values()].map(({ state }) => state)).toEqual([
      ...['running', 'running'],
    ]);
  });

  it('is lost where its nodes were removed behind our back', async () => {
    const { root, host, provider } = await world();
    await provider.create({ id: 'ls-one', nodes });
    await provider.close();
    host.engine.containers.clear();
    const next = await providerOnEmulatedHost(host, { root, connectTo: connectToNothing });
    expect(await next.open('ls-one')).toBeUndefined();
    await next.delete('ls-one');
    expect([host.engine.isEmpty, await readdir(root)]).toEqual([true, []]);
  });

  it('is missed where its nodes are gone, and started again where they only stopped', async () => {
    const { host, provider } = await world();
    const { containers } = await provider.create({ id: 'ls-one', nodes });
    await provider.create({ id: 'ls-two', nodes });
    expect(await provider.listLost()).toEqual([]);
    for (const container of host.engine.containers.values()) container.state = 'exited';
    host.engine.containers.delete(containers?.nodes[1] ?? '');
    expect(await provider.listLost()).toEqual(['ls-one']);
    const states = [...host.engine.containers.values()].map(({ state }) => state);
    expect(states).toEqual(['exited', 'running', 'running']);
    await provider.delete('ls-one');
    expect(await provider.listLost()).toEqual([]);
  });

  it('is not waited for by who looks for lost ones', async () => {
    const { host, provider } = await world();
    host.runner.on(/^kind create/, { hangs: true });
    const creating = provider.create({ id: 'ls-one', nodes });
    creating.catch(() => undefined);
    expect(await provider.listLost()).toEqual([]);
    await expect(creating).rejects.toMatchObject({ code: 'KIND_TIMED_OUT' });
  });

  it('is made once, however many ask for it at the same time', async () => {
    const { host, provider } = await world();
    const request = { id: 'ls-one', nodes };
    const [one, two] = await Promise.all([provider.create(request), provider.create(request)]);
    expect(one).toBe(two);
    expect(host.runner.lines.filter((line) => line.startsWith('kind create'))).toHaveLength(1);
  });

  it.each(['', 'Upper', '../x', 'a'.repeat(64), '-a'])('refuses the id %j', async (id) => {
    const { provider } = await world();
    await expect(provider.create({ id, nodes })).rejects.toMatchObject({
      code: 'INVALID_CLUSTER_ID',
    });
  });
});

describe('a cluster of the pool', () => {
  it('goes to one who asks, and to nobody else', async () => {
    const { provider } = await world({ pool: [pooled] });
    while (provider.pooled === 0) await settle();
    const firstSteps: string[] = [];
    const create = (id: string) => {
      const steps: string[] = [];
      const created = provider.create({ id, nodes, onProgress: (step) => steps.push(step) });
      return created.finally(() => firstSteps.push(steps[0] ?? ''));
    };
    const [one, two] = [create('ls-one'), create('ls-two')];
    const networks = [(await one).containers?.network, (await two).containers?.network];
    expect(new Set(networks).size).toBe(2);
    expect(firstSteps.filter((step) => step === 'Taking a cluster that is ready')).toHaveLength(1);
    expect((await provider.list()).sort()).toEqual(['ls-one', 'ls-two']);
  });
});

describe('shapeKey', () => {
  const shape = (settings: object) => shapeKey({ controlPlanes: 1, workers: 0, settings });
  it('is the same for the same, however it is written', () => {
    expect(shape({ featureGates: { A: true, B: false } })).toBe(
      shape({ featureGates: { B: false, A: true }, egress: false }),
    );
    expect(shape({ egress: true })).not.toBe(shape({}));
    expect(shape({ apiServerArgs: { v: '4' } })).not.toBe(shape({ apiServerArgs: { v: '5' } }));
  });
});
