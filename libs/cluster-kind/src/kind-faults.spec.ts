import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settle } from '@drillyard/cluster/testing';
import { afterEach, describe, expect, it } from 'vitest';
import {
  connectToNothing,
  EmulatedHost,
  providerOnEmulatedHost,
  type ScriptedAnswer,
  type ScriptedReply,
  startNoApiServer,
} from './testing/index.js';

const nodes = { controlPlane: 1, workers: 0 };
const kindCreate = /^kind create cluster/;
const roots: string[] = [];

afterEach(async () => {
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true })));
});

async function world(capacity = { clustersMax: 10, memoryBytes: 2 ** 40 }) {
  const root = await mkdtemp(join(tmpdir(), 'drillyard-kind-'));
  roots.push(root);
  const host = new EmulatedHost(startNoApiServer);
  const provider = await providerOnEmulatedHost(host, {
    ...{ root, connectTo: connectToNothing, capacity },
  });
  return { root, host, provider };
}

/** kind's words around the output of the command that failed it (`cmd/kind/app/main.go`). */
const kindError = (what: string, output: string): ScriptedAnswer => ({
  stderr: `ERROR: failed to create cluster: ${what}\n\nCommand Output: ${output}`,
  exitCode: 1,
});
const dead =
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

interface FaultCase {
  readonly on: RegExp;
  readonly answer: ScriptedAnswer;
  readonly code: string;
  /** The next step, in the message. */
  readonly says: string;
}

const cases: Record<string, FaultCase> = {
  'no engine': {
    on: /^docker network create/,
    answer: { missing: true },
    code: 'ENGINE_MISSING',
    says: 'DRILLYARD_CLUSTERS=embedded',
  },
  'no kind': {
    on: kindCreate,
    answer: { missing: true },
    code: 'KIND_MISSING',
    says: 'DRILLYARD_KIND',
  },
  'an engine that does not run': {
    on: /^docker network/,
    answer: { stderr: dead, exitCode: 1 },
    code: 'ENGINE_UNAVAILABLE',
    says: 'systemctl start docker',
  },
  "a socket that is somebody else's": {
    on: /^docker network/,
    answer: {
      stderr:
        'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/networks": dial unix /var/run/docker.sock: connect: permission denied',
      exitCode: 1,
    },
    code: 'ENGINE_FORBIDDEN',
    says: 'group "docker"',
  },
  'an image that is nowhere': {
    on: kindCreate,
    answer: kindError(
      'failed to pull image "kindest/node:v1.36.1@sha256:34": command "docker pull kindest/node:v1.36.1@sha256:34" failed with error: exit status 1',
      'Error response from daemon: manifest for kindest/node@sha256:34 not found: manifest unknown: manifest unknown',
    ),
    code: 'NODE_IMAGE_UNAVAILABLE',
    says: 'DRILLYARD_KIND_NODE_IMAGE',
  },
  'a port that is taken': {
    on: kindCreate,
    answer: kindError(
      'command "docker run --name x" failed with error: exit status 125',
      'docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint x: Bind for 127.0.0.1:34567 failed: port is already allocated',
    ),
    code: 'PORT_IN_USE',
    says: 'Starting again',
  },
  'a full disk': {
    on: kindCreate,
    answer: kindError(
      'failed to pull image',
      'failed to register layer: write /usr/bin/kubelet: no space left on device',
    ),
    code: 'ENGINE_DISK_FULL',
    says: 'docker system prune',
  },
  'inotify limits that are too low': {
    on: kindCreate,
    answer: {
      stderr:
        'ERROR: failed to create cluster: could not find a log line that matches "Reached target .*Multi-User System.*|detected cgroup v1"',
      exitCode: 1,
    },
    code: 'INOTIFY_LIMIT',
    says: 'fs.inotify.max_user_instances=512',
  },
  'no addresses for another network': {
    on: /^docker network create/,
    answer: {
      stderr: 'Error response from daemon: all predefined address pools have been fully subnetted',
      exitCode: 1,
    },
    code: 'ADDRESS_POOL_EXHAUSTED',
    says: 'default-address-pools',
  },
  'an engine without root that delegates nothing': {
    on: kindCreate,
    answer: {
      stderr:
        'ERROR: failed to create cluster: running kind with rootless provider requires setting systemd property "Delegate=yes", see https://kind.sigs.k8s.io/docs/user/rootless/',
      exitCode: 1,
    },
    code: 'ROOTLESS_UNSUPPORTED',
    says: 'Delegate=yes',
  },
  'a kind that hangs': {
    on: kindCreate,
    answer: { stderr: ' • Starting control-plane 🕹️  ...', hangs: true },
    code: 'KIND_TIMED_OUT',
    says: 'lower DRILLYARD_KIND_CLUSTERS_MAX',
  },
  'an engine that hangs': {
    on: /^docker network create/,
    answer: { hangs: true },
    code: 'ENGINE_TIMED_OUT',
    says: '"docker ps"',
  },
  'a kind that fails for a reason nobody knows': {
    on: kindCreate,
    answer: { stderr: 'ERROR: failed to create cluster: the moon is full', exitCode: 1 },
    code: 'COMMAND_FAILED',
    says: 'the moon is full',
  },
  'an engine that says something else than it should': {
    on: /^docker inspect --type=container/,
    answer: { stdout: '\u0000\u0001 <html>' },
    code: 'TOOL_OUTPUT_UNREADABLE',
    says: 'Run it by hand',
  },
};

describe('a cluster that cannot be made', () => {
  it.each(Object.entries(cases))(
    'for %s: says what to do, and other sessions go on',
    async (_, fault) => {
      const { root, host, provider } = await world();
      await provider.create({ id: 'ls-other', nodes });
      const { on, answer, code, says } = fault;
      let isBroken = true;
      host.runner.on(on, async (...call) => {
        if (!isBroken) return undefined;
        return typeof answer === 'function' ? answer(...call) : answer;
      });
      await expect(provider.create({ id: 'ls-one', nodes })).rejects.toMatchObject({
        ...{ code, message: expect.stringContaining(says) },
      });
      isBroken = false;
      const other = await provider.open('ls-other');
      expect(await other?.client.raw({ method: 'GET', path: '/readyz' })).toMatchObject({
        status: 200,
      });
      if ((await provider.list()).includes('ls-one')) await provider.delete('ls-one');
      expect(host.engine.containers.size).toBe(1);
      expect(await readdir(root)).toHaveLength(1);
      await provider.create({ id: 'ls-one', nodes });
      await provider.close();
    },
  );

  it('for a kind that fails half-way: removes the nodes it made', async () => {
    const { root, host, provider } = await world();
    host.runner.on(kindCreate, async (argv) => {
      const name = argv[argv.indexOf('--name') + 1] ?? '';
      for (const role of ['control-plane', 'worker']) {
        host.engine.containers.set(`${name}-${role}`, {
          labels: { 'io.x-k8s.kind.cluster': name, 'io.x-k8s.kind.role': role },
          ...{ network: name, state: 'running', files: new Map() },
        });
      }
      return kindError(
        'failed to init node with kubeadm',
        'error: timed out waiting',
      ) as ScriptedReply;
    });
    await expect(provider.create({ id: 'ls-one', nodes })).rejects.toMatchObject({
      ...{ code: 'COMMAND_FAILED', message: expect.stringContaining('timed out waiting') },
    });
    expect([host.engine.isEmpty, await readdir(root)]).toEqual([true, []]);
  });

  it('for a kubeconfig that is none: says so, and leaves nothing', async () => {
    const { root, host, provider } = await world();
    host.runner.on(/^docker exec \S+ cat/, { stdout: '\u0000<html>' });
    await expect(provider.create({ id: 'ls-one', nodes })).rejects.toThrow(/kubeconfig/i);
    expect([host.engine.isEmpty, await readdir(root)]).toEqual([true, []]);
  });

  it('is made all the same where kind and the engine are slow', async () => {
    const { host, provider } = await world();
    host.runner.on(/./, async () => {
      await new Promise<void>((resolve) => host.clock.after(14 * 60_000, resolve));
      return undefined;
    });
    expect((await provider.create({ id: 'ls-one', nodes })).id).toBe('ls-one');
  });

  it('for an engine that dies in the middle: is removed when the engine is back', async () => {
    const { root, host, provider } = await world();
    let isDead = false;
    const whileDead: ScriptedAnswer = () => (isDead ? { stderr: dead, exitCode: 1 } : undefined);
    host.runner.on(/^docker/, whileDead);
    const creating = provider.create({
      ...{ id: 'ls-one', nodes },
      onProgress: (step) => {
        isDead ||= step === 'Setting limits';
      },
    });
    await expect(creating).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE', retryable: true });
    expect(host.engine.containers.size).toBe(1);
    isDead = false;
    expect(await provider.list()).toEqual(['ls-one']);
    await provider.delete('ls-one');
    expect([host.engine.isEmpty, await readdir(root)]).toEqual([true, []]);
  });

  it('carries what the command said, to be tried by hand', async () => {
    const { host, provider } = await world();
    host.runner.on(
      kindCreate,
      kindError('command "docker run" failed', 'port is already allocated'),
    );
    const error = await provider.create({ id: 'ls-one', nodes }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      cause: {
        exitCode: 1,
        tail: expect.stringContaining('already allocated'),
        commandLine: expect.stringMatching(
          /^KIND_EXPERIMENTAL_PROVIDER=docker KIND_EXPERIMENTAL_DOCKER_NETWORK=dy-\S+ kind create cluster --name dy-/,
        ),
      },
    });
  });
});

describe('a cluster that is deleted', () => {
  it('is tried again while the engine is busy', async () => {
    const { host, provider } = await world();
    await provider.create({ id: 'ls-one', nodes });
    const busy = { stderr: 'Error response from daemon: container is restarting', exitCode: 1 };
    let failures = 2;
    host.runner.on(/^docker rm/, () => (failures-- > 0 ? busy : undefined));
    await provider.delete('ls-one');
    expect([host.engine.isEmpty, failures]).toEqual([true, -1]);
  });

  it('stays on the list where it could not be removed', async () => {
    const { host, provider } = await world();
    await provider.create({ id: 'ls-one', nodes });
    host.runner.on(/^docker rm/, { stderr: 'Error: device or resource busy', exitCode: 1 });
    await expect(provider.delete('ls-one')).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
    expect(await provider.list()).toEqual(['ls-one']);
    expect(await provider.open('ls-one')).toBeUndefined();
  });

  it('is not made any further while it is being made', async () => {
    const { host, provider } = await world();
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const creating = provider.create({ id: 'ls-one', nodes, onProgress: () => begun() });
    creating.catch(() => undefined);
    await beginning;
    await provider.delete('ls-one');
    await expect(creating).rejects.toMatchObject({ code: 'CLUSTER_DELETED' });
    expect(host.engine.isEmpty).toBe(true);
  });
});

describe('a server that is full', () => {
  it('shows who waits their place, and lets them in when somebody leaves', async () => {
    const { provider } = await world({ clustersMax: 1, memoryBytes: 2 ** 40 });
    await provider.create({ id: 'ls-one', nodes });
    const words: string[] = [];
    const second = provider.create({ id: 'ls-two', nodes, onProgress: (step) => words.push(step) });
    while (words.length < 1) await settle();
    const third = provider.create({
      id: 'ls-three',
      nodes,
      onProgress: (step) => words.push(step),
    });
    while (words.length < 2) await settle();
    expect(provider.status()).toMatchObject({
      clusters: { used: 1, max: 1 },
      waiting: [{ id: 'ls-two' }, { id: 'ls-three' }],
    });
    expect(words.slice(0, 2)).toEqual([
      'All places are taken: you are next',
      'All places are taken: 1 learner is before you',
    ]);
    await provider.delete('ls-one');
    await second;
    await provider.delete('ls-two');
    expect((await third).id).toBe('ls-three');
    expect(provider.status().waiting).toEqual([]);
  });
});
