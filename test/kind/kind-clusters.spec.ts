import { type AttemptResult, type Cluster, SystemClock } from '@drillyard/cluster';
import { clusterProviderContract } from '@drillyard/cluster/testing';
import { type ContainerHost, kindClusterLabel, namePrefix } from '@drillyard/cluster-kind';
import type { KubeObject } from '@drillyard/kube-objects';
import { connectWorkspace } from '@drillyard/lab-runner';
import { TerminalDriver } from '@drillyard/terminal/testing';
import { ToolboxWorkspaceProvider } from '@drillyard/toolbox-workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { percentile } from '../bench/figure.js';
import { engineEnvironment } from './container-engine.js';
import { findKindHost, isAskedFor, kindSubject } from './kind-subject.js';
import { requireToolboxImage, toolboxImage } from './toolbox-subject.js';

interface PodWithAddress {
  readonly spec: { readonly nodeName: string };
  readonly status: {
    readonly podIP: string;
    readonly containerStatuses?: readonly { readonly ready: boolean }[];
  };
}
const nodes = { controlPlane: 1, workers: 0 };
/** Each waits until a cluster has been made for the pool. */
const claims = 5;
/** For an image that has to be pulled first, and a handful of clusters. */
const hookMs = 30 * 60_000;
const host = isAskedFor ? await findKindHost() : 'they are made by npm run test:kind';

if (typeof host === 'string') {
  it.skip(`kind clusters: ${host}`, () => undefined);
} else {
  clusterProviderContract('KindClusterProvider on a real host', () => kindSubject(host));
  describe('a kind cluster', () => aKindCluster(host), hookMs);
  describe('the pool of kind clusters', () => thePool(host), hookMs);
}

function aKindCluster(host: ContainerHost) {
  let subject: Awaited<ReturnType<typeof kindSubject>>;
  let cluster: Cluster;
  let kindMs = 0;
  let allMs = 0;
  beforeAll(async () => {
    subject = await kindSubject(host);
    const started = performance.now();
    let kindStarted = 0;
    cluster = await subject.provider.create({
      ...{ id: 'real', nodes: { controlPlane: 1, workers: 1 } },
      onProgress: (step) => {
        if (step.startsWith('Ensuring node image')) kindStarted = performance.now();
        if (step === 'Setting limits') kindMs = performance.now() - kindStarted;
      },
    });
    allMs = performance.now() - started;
  }, hookMs);
  afterAll(() => subject?.cleanUp(), hookMs);

  it('says what the provider adds to the time of kind', () => {
    const added = ((allMs - kindMs) / kindMs) * 100;
    process.stdout.write(
      `kind: ${Math.round(kindMs)} ms, all: ${Math.round(allMs)} ms, added: ${added.toFixed(1)} %\n`,
    );
    expect(kindMs).toBeGreaterThan(0);
  });

  it('has its nodes, ready and within their limits', async () => {
    const listed = await cluster.client.list({ apiVersion: 'v1', kind: 'Node' });
    expect(listed.items.map(({ metadata }) => metadata.name).sort()).toEqual([
      ...['controlplane', 'node01'],
    ]);
    for (const [index, container] of (cluster.containers?.nodes ?? []).entries()) {
      // What kindnet takes for the node's name when it enforces policies.
      const { stdout } = await host.engine.exec(container, ['hostname']);
      expect(stdout.trim()).toBe(['controlplane', 'node01'][index]);
    }
    for (const name of cluster.containers?.nodes ?? []) {
      const format = '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}';
      const args = ['inspect', '--format', format, name];
      const { stdout } = await host.engine.run(args, { timeoutMs: 30_000 });
      expect(stdout.trim()).toBe(`${2 * 1024 ** 3} 2000000000 4096`);
    }
  });

  it('lets its node be read: static pods, the kubelet, certificates', async () => {
    const manifest = await cluster.node?.files.read(
      '/etc/kubernetes/manifests/kube-apiserver.yaml',
    );
    expect(Buffer.from(manifest?.content ?? []).toString()).toContain('kind: Pod');
    const key = await cluster.node?.files.read('/etc/kubernetes/pki/ca.key');
    expect(key).toMatchObject({ mode: 0o600, owner: 'root' });
    expect(await cluster.node?.files.read('/var/lib/kubelet/config.yaml')).toBeDefined();
    expect(await cluster.node?.files.read('/no/such/file')).toBeUndefined();
  });

  it('holds policies to what its network does', async () => {
    const { client, network } = cluster;
    const dns = { namespace: 'kube-system', labelSelector: 'k8s-app=kube-dns' };
    const running = async (): Promise<PodWithAddress[]> => {
      for (;;) {
        const { items } = await client.list({ apiVersion: 'v1', kind: 'Pod' }, dns);
        const pods = items.map((pod) => pod as KubeObject & PodWithAddress);
        const isReady = pods.every(({ status }) => status.containerStatuses?.[0]?.ready);
        if (pods.length > 1 && isReady) return pods;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    };
    const [one, two] = await running();
    const attempt = {
      from: { node: one?.spec.nodeName ?? '', address: one?.status.podIP ?? '' },
      to: { address: two?.status.podIP ?? '', port: 9153 },
      protocol: 'TCP',
    } as const;
    const listens = { ...attempt, to: { ...attempt.to, port: 53 } };
    const refuses = { ...attempt, to: { ...attempt.to, port: 81 } };
    const all = [attempt, listens, refuses];
    expect(await network?.attempt(all)).toEqual(['reached', 'reached', 'reached']);
    const metadata = { name: 'closed', namespace: 'kube-system' };
    await client.apply({
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata },
      spec: { podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } }, policyTypes: ['Ingress'] },
    });
    let results: readonly AttemptResult[] | undefined;
    for (let tries = 0; tries < 20 && !results?.every((each) => each === 'silent'); tries++) {
      await network?.settle();
      results = await network?.attempt(all);
    }
    expect(results).toEqual(['silent', 'silent', 'silent']);
  });

  it('cannot be reached beyond the host by its API server, nor reach the internet', async () => {
    expect(cluster.hostEndpoint.host).toBe('127.0.0.1');
    const [controlPlane = ''] = cluster.containers?.nodes ?? [];
    const dial = 'timeout 5 bash -c "exec 3<>/dev/tcp/1.1.1.1/443" && echo reached || echo not';
    const { stdout } = await host.engine.exec(controlPlane, ['sh', '-c', dial]);
    expect(stdout.trim()).toBe('not');
    // Not even what needs no answer leaves: it is refused where it is sent.
    const send = 'echo x > /dev/udp/1.1.1.1/9 && echo sent || echo refused';
    const sent = await host.engine.exec(controlPlane, ['bash', '-c', send]);
    expect(sent.stdout.trim()).toBe('refused');
    // While Services are reached by the node's own processes.
    const ask = 'timeout 5 bash -c "exec 3<>/dev/tcp/10.96.0.1/443" && echo reached';
    expect((await host.engine.exec(controlPlane, ['bash', '-c', ask])).stdout.trim()).toBe(
      'reached',
    );
  });
}

function thePool(host: ContainerHost) {
  const pool = [{ shape: { controlPlanes: 1, workers: 0, settings: {} }, size: 1 }];
  let subject: Awaited<ReturnType<typeof kindSubject>>;
  let tools: ToolboxWorkspaceProvider;
  beforeAll(async () => {
    await requireToolboxImage(host.engine);
    subject = await kindSubject(host, { pool });
    tools = new ToolboxWorkspaceProvider({
      ...{ engine: host.engine, instance: subject.instance, image: toolboxImage },
      ...{ environment: engineEnvironment, clock: new SystemClock() },
    });
  }, hookMs);
  afterAll(async () => {
    await tools?.close();
    await subject?.cleanUp();
  }, hookMs);

  it(
    'hands out clusters that are ready, each once, and says how long a prompt takes',
    async () => {
      const names: string[] = [];
      const promptMs: number[] = [];
      for (let claim = 0; claim < claims; claim++) {
        await aPooledCluster(subject);
        const started = performance.now();
        const id = `claimed-${claim}`;
        const steps: string[] = [];
        const onProgress = (step: string) => steps.push(step);
        const cluster = await subject.provider.create({ id, nodes, onProgress });
        const connect = connectWorkspace(cluster);
        const workspace = await tools.open({ id, hostname: 'workstation', connect });
        const terminal = await workspace.openTerminal({ id: 't', cols: 80, rows: 24 });
        await new TerminalDriver(terminal).shows('$ ');
        promptMs.push(performance.now() - started);
        expect(steps[0]).toBe('Taking a cluster that is ready');
        const command = { text: 'kubectl auth whoami', timeoutMs: 60_000 };
        expect((await workspace.run(command)).output).toContain('kubernetes-admin');
        names.push(cluster.containers?.network ?? '');
        await tools.delete(id);
        await subject.provider.delete(id);
      }
      expect(new Set(names).size).toBe(claims);
      const p95 = Math.round(percentile(promptMs, 95));
      process.stdout.write(`claim to prompt: ${p95} ms (95th percentile of ${claims})\n`);
    },
    hookMs,
  );

  it(
    'leaves nothing in the engine',
    async () => {
      await subject.provider.close();
      await subject.cleanUp();
      const prefix = namePrefix(subject.instance);
      const containers = await host.engine.containers({ label: kindClusterLabel });
      expect(containers.filter(({ name }) => name.startsWith(prefix))).toEqual([]);
      expect(await host.engine.networks({ name: prefix })).toEqual([]);
    },
    hookMs,
  );
}

async function aPooledCluster({ provider, failures }: Awaited<ReturnType<typeof kindSubject>>) {
  while (provider.pooled === 0) {
    expect(failures).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
