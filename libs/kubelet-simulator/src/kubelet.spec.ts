import { type ComponentClient, type Event, events, KubeletRefusal } from '@drillyard/cluster';
import { settle, VirtualClock } from '@drillyard/cluster/testing';
import {
  bootstrapBase,
  type ClusterPki,
  createClusterPki,
  defaultStorageLimits,
  KubeApiserver,
  Storage,
} from '@drillyard/kube-apiserver';
import type { KubeObject } from '@drillyard/kube-objects';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { configMaps, leases, nodes, secrets, services } from './api/objects.js';
import { type Pod, pods } from './api/pod.js';
import { conditionOf } from './api/pod-status.js';
import { privateRegistry } from './images/image-catalog.js';
import { Kubelet } from './kubelet.js';
import { VolumeStorage } from './runtime/index.js';
import { type Script, ScriptedRuntime } from './testing/index.js';

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever is there
type Loose = any;

const start = '2026-03-01T12:00:30Z';
const namespace = 'default';

let pki: ClusterPki;
let clock: VirtualClock;
let server: KubeApiserver;
let storage: Storage;
let admin: ComponentClient;
let runtime: ScriptedRuntime;
let kubelet: Kubelet;
let errors: unknown[];

beforeAll(async () => {
  const addresses = { advertiseAddress: '127.0.0.1', apiServerAddresses: ['127.0.0.1'] };
  pki = await createClusterPki({ nodeName: 'controlplane', ...addresses, now: new Date(start) });
});

beforeEach(async () => {
  clock = new VirtualClock(start);
  const { now } = clock;
  errors = [];
  const onUnexpected = (error: unknown) => void errors.push(error);
  storage = new Storage({ base: bootstrapBase(), limits: defaultStorageLimits, now });
  server = new KubeApiserver({ storage, pki, now, onUnexpected });
  admin = server.clientFor({ name: 'admin', groups: ['system:masters'] }, 'test');
  await startKubelet();
  await admin.patch(
    nodes,
    { namespace: '', name: 'node01' },
    { type: 'merge', body: { spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'] } } },
  );
  await settle();
});

afterEach(async () => {
  kubelet.close();
  await server.close();
  storage.close();
  expect(errors).toEqual([]);
});

async function startKubelet(scripts: Record<string, Script> = {}): Promise<void> {
  runtime = new ScriptedRuntime(scripts);
  const groups = ['system:nodes', 'system:authenticated'];
  kubelet = new Kubelet({
    client: server.clientFor({ name: 'system:node:node01', groups }, 'kubelet'),
    clock,
    machine: {
      name: 'node01',
      addresses: ['192.168.0.11'],
      architecture: 'amd64',
      kubeletVersion: 'v1.36.0',
      allocatable: { cpu: '4', memory: '8Gi', 'ephemeral-storage': '20Gi' },
    },
    runtime,
    networkOf: () => ({
      resolve: async () => [],
      connect: async () => 'unreachable',
      ping: async () => 'unreachable',
    }),
    hostPaths: { storage: () => new VolumeStorage() },
    onError: (error) => void errors.push(error),
  });
  await kubelet.start();
}

function script(name: string, script: Script): void {
  runtime.scripts[name] = script;
}

async function create(type: Loose, object: Loose): Promise<KubeObject> {
  const apiVersion = type.group === '' ? type.version : `${type.group}/${type.version}`;
  const metadata = { namespace, ...object.metadata };
  const created = await admin.create(type, { apiVersion, kind: type.kind, ...object, metadata });
  await settle();
  return created as KubeObject;
}

async function run(spec: Loose, metadata: Loose = {}): Promise<void> {
  const containers = (spec.containers ?? [{}]).map((container: Loose) => {
    return { name: 'main', image: 'nginx:1.27', ...container };
  });
  const rest = { nodeName: 'node01', automountServiceAccountToken: false, ...spec };
  await create(pods, { metadata: { name: 'web', ...metadata }, spec: { ...rest, containers } });
  await settle();
}

const web = () => admin.informer(pods).get(namespace, 'web');
const status = (): Loose => web()?.status;
const state = (name = 'main') => {
  const { initContainerStatuses = [], containerStatuses = [] } = status();
  return [...initContainerStatuses, ...containerStatuses].find((each: Loose) => each.name === name);
};
const waiting = (name?: string) => state(name)?.state.waiting;
const told = (kind = 'Pod') =>
  [...admin.informer<Event>(events).list(namespace)]
    .filter(({ involvedObject }) => involvedObject.kind === kind)
    .map(({ type, reason, message }) => `${type} ${reason}: ${message}`);
const finding = (type: string) => {
  const { status, reason, message } = conditionOf(web()?.status?.conditions, type) ?? {};
  return [status, reason, message].filter((part) => part !== undefined).join(' ');
};
async function end(name: string, exitCode: number): Promise<void> {
  runtime.latest(name).end(exitCode);
  await settle();
}

describe('a pod', () => {
  it('becomes Running, and says all a kubelet says of it', async () => {
    await run({}, { generation: 1 });
    expect(status()).toMatchObject({
      observedGeneration: 1,
      phase: 'Running',
      hostIP: '192.168.0.11',
      podIP: '10.244.1.2',
      podIPs: [{ ip: '10.244.1.2' }],
      startTime: start,
      qosClass: 'BestEffort',
    });
    expect(state()).toMatchObject({
      image: 'docker.io/library/nginx:1.27',
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: start } },
      lastState: {},
    });
    expect(status().conditions.map(({ type, status }: Loose) => `${type}=${status}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ]);
    expect(told()).toEqual([
      'Normal Pulling: Pulling image "nginx:1.27"',
      'Normal Pulled: Successfully pulled image "nginx:1.27" in 723ms (723ms including waiting). Image size: 72223946 bytes.',
      'Normal Created: Container created',
      'Normal Started: Container started',
    ]);
  });

  it('is written once, and never again while nothing happens', async () => {
    await run({});
    const { resourceVersion } = web()?.metadata ?? {};
    await clock.advance(10_000);
    expect(clock.pending).toBe(0);
    await clock.advance(3_600_000);
    expect(web()?.metadata.resourceVersion).toBe(resourceVersion);
  });

  it('runs on the addresses of its node where it asks for them', async () => {
    await run({ hostNetwork: true });
    expect(status()).toMatchObject({ podIP: '192.168.0.11', hostIP: '192.168.0.11' });
    expect(runtime.latest('main').spec.hostname).toBe('node01');
  });

  it.each([
    ['Never', 0, 'Succeeded', 'PodCompleted'],
    ['Never', 3, 'Failed', 'PodFailed'],
    ['OnFailure', 0, 'Succeeded', 'PodCompleted'],
  ])(
    'that is never restarted ends: %s, exit code %i, %s',
    async (restartPolicy, code, phase, reason) => {
      await run({ restartPolicy });
      await end('main', code);
      expect(status().phase).toBe(phase);
      expect(state().state.terminated).toMatchObject({
        exitCode: code,
        reason: code === 0 ? 'Completed' : 'Error',
      });
      expect(finding('Ready')).toBe(`False ${reason}`);
    },
  );

  it('whose container ends is started again, later each time', async () => {
    await run({});
    const uid = web()?.metadata.uid;
    await end('main', 1);
    expect(state()).toMatchObject({ restartCount: 1, state: { running: {} } });
    expect(state().lastState.terminated).toMatchObject({ exitCode: 1, reason: 'Error' });
    await end('main', 1);
    expect(status().phase).toBe('Running');
    expect(waiting()).toEqual({
      reason: 'CrashLoopBackOff',
      message: `back-off 10s restarting failed container=main pod=web_default(${uid})`,
    });
    expect(finding('ContainersReady')).toBe(
      'False ContainersNotReady containers with unready status: [main]',
    );
    await clock.advance(10_000);
    expect(state()).toMatchObject({ restartCount: 2, state: { running: {} } });
    await end('main', 1);
    expect(waiting().message).toContain('back-off 20s');
    expect(told()).toContain(
      `Warning BackOff: Back-off restarting failed container main in pod web_default(${uid})`,
    );
    await clock.advance(20_000);
    for (const delay of ['40s', '1m20s', '2m40s', '5m0s', '5m0s']) {
      await end('main', 1);
      expect(waiting().message).toContain(`back-off ${delay} `);
      await clock.advance(300_000);
    }
  });

  it('is gone when it is deleted and its containers have ended', async () => {
    await run({ terminationGracePeriodSeconds: 20 });
    await admin.delete(pods, { namespace, name: 'web' });
    await settle();
    expect(runtime.latest('main').signals).toEqual(['SIGTERM']);
    expect(web()).toBeUndefined();
    expect(told()).toContain('Normal Killing: Stopping container main');
  });

  it('is killed when its time is up', async () => {
    script('main', { ignoresSigterm: true });
    await run({ terminationGracePeriodSeconds: 20 });
    await admin.delete(pods, { namespace, name: 'web' });
    await clock.advance(19_000);
    expect(web()?.metadata.deletionTimestamp).toBeDefined();
    await clock.advance(1_000);
    expect(runtime.latest('main').signals).toEqual(['SIGTERM', 'SIGKILL']);
    expect(web()).toBeUndefined();
  });

  it('does not outlive its deadline', async () => {
    await run({ activeDeadlineSeconds: 60 });
    await clock.advance(60_000);
    expect(status()).toMatchObject({
      phase: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    });
    expect(finding('Ready')).toBe('False PodFailed');
  });

  it('goes on when its kubelet comes back, and nobody notices', async () => {
    await run({});
    const { resourceVersion } = web()?.metadata ?? {};
    const before = told();
    kubelet.close();
    await startKubelet();
    await settle();
    expect(runtime.latest('main').spec.addresses).toEqual(['10.244.1.2']);
    expect(web()?.metadata.resourceVersion).toBe(resourceVersion);
    expect(told()).toEqual(before);
    await end('main', 1);
    expect(state()).toMatchObject({ restartCount: 1, state: { running: {} } });
  });
});

describe('init containers and sidecars', () => {
  const init = (name: string, more: Loose = {}) => ({ name, image: 'busybox:1.36', ...more });

  it('run one after another, before the others', async () => {
    await run({ initContainers: [init('first'), init('second')] });
    expect(status().phase).toBe('Pending');
    expect(waiting()).toEqual({ reason: 'PodInitializing' });
    expect(waiting('second')).toEqual({ reason: 'PodInitializing' });
    expect(finding('Initialized')).toBe(
      'False ContainersNotInitialized containers with incomplete status: [first second]',
    );
    await end('first', 0);
    expect(finding('Initialized')).toContain('[second]');
    await end('second', 0);
    expect(status().phase).toBe('Running');
    expect(finding('Initialized')).toBe('True');
    expect(state('first')).toMatchObject({ ready: true, started: false });
  });

  it('that fail for good fail the pod', async () => {
    await run({ restartPolicy: 'Never', initContainers: [init('first')] });
    await end('first', 2);
    expect(status().phase).toBe('Failed');
    expect(runtime.started).toHaveLength(1);
  });

  it('stay beside the others, and end after them', async () => {
    const sidecar = init('proxy', { restartPolicy: 'Always' });
    await run({ restartPolicy: 'Never', initContainers: [sidecar, init('setup')] });
    expect(state('proxy')).toMatchObject({ started: true, ready: true, state: { running: {} } });
    await end('setup', 0);
    expect(status().phase).toBe('Running');
    await end('main', 0);
    expect(runtime.latest('proxy').signals).toEqual(['SIGTERM']);
    expect(status().phase).toBe('Succeeded');
  });

  it('are started again by rules of their own', async () => {
    const rules = [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }];
    const container = { restartPolicy: 'Never', restartPolicyRules: rules };
    await run({ restartPolicy: 'Never', containers: [container] });
    await end('main', 42);
    expect(state()).toMatchObject({ restartCount: 1, state: { running: {} } });
    await end('main', 1);
    expect(status().phase).toBe('Failed');
  });
});

describe('an ephemeral container', () => {
  it('is started beside the others, and once', async () => {
    await run({});
    const ephemeralContainers = [{ name: 'debug', image: 'busybox:1.36', command: ['sh'] }];
    const name = { namespace, name: 'web' };
    const body = { spec: { ephemeralContainers } };
    await admin.patch(pods, name, { type: 'merge', body, subresource: 'ephemeralcontainers' });
    await settle();
    const debug = () => status().ephemeralContainerStatuses[0];
    expect(debug()).toMatchObject({ name: 'debug', ready: false, state: { running: {} } });
    await end('debug', 1);
    expect(debug()).toMatchObject({ restartCount: 0, state: { terminated: { exitCode: 1 } } });
    expect(status().phase).toBe('Running');
  });
});

describe('an image', () => {
  const auth = (
    { username, password } = privateRegistry as { username: string; password: string },
  ) => {
    const auths = { [privateRegistry.host]: { username, password } };
    return { '.dockerconfigjson': Buffer.from(JSON.stringify({ auths })).toString('base64') };
  };
  const type = 'kubernetes.io/dockerconfigjson';
  const owned = `${privateRegistry.host}/team/app:1`;

  it.each([
    [
      'nginxx',
      'code = Unknown desc = failed to pull and unpack image "docker.io/library/nginxx:latest": failed to resolve reference "docker.io/library/nginxx:latest": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ],
    [
      'nginx:no',
      'code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:no": failed to resolve reference "docker.io/library/nginx:no": docker.io/library/nginx:no: not found',
    ],
    [
      'registry.nowhere.test/a/b:1',
      'code = Unknown desc = failed to pull and unpack image "registry.nowhere.test/a/b:1": failed to resolve reference "registry.nowhere.test/a/b:1": failed to do request: Head "https://registry.nowhere.test/v2/a/b/manifests/1": dial tcp: lookup registry.nowhere.test: no such host',
    ],
    [
      owned,
      `code = Unknown desc = failed to pull and unpack image "${owned}": failed to resolve reference "${owned}": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://${privateRegistry.host}/token?scope=repository%3Ateam%2Fapp%3Apull&service=${privateRegistry.host}: 401 Unauthorized`,
    ],
  ])('that cannot be had is asked for again: %s', async (image, why) => {
    await run({ containers: [{ image }] });
    expect(waiting()).toEqual({ reason: 'ErrImagePull', message: `rpc error: ${why}` });
    expect(status().phase).toBe('Pending');
    expect(told()).toEqual([
      `Normal Pulling: Pulling image "${image}"`,
      `Warning Failed: Failed to pull image "${image}": rpc error: ${why}`,
      'Warning Failed: Error: ErrImagePull',
    ]);
    await clock.advance(1_000);
    expect(waiting()).toEqual({
      reason: 'ImagePullBackOff',
      message: `Back-off pulling image "${image}": ErrImagePull: rpc error: ${why}`,
    });
    expect(told()).toContain(`Normal BackOff: Back-off pulling image "${image}"`);
    await clock.advance(9_000);
    expect(waiting().reason).toBe('ErrImagePull');
  });

  it('of a private registry is had with the right pull secret, and by whoever has it', async () => {
    await create(secrets, { metadata: { name: 'pull' }, type, data: auth() });
    const wrong = auth({ username: 'x', password: 'y' });
    await create(secrets, { metadata: { name: 'wrong' }, type, data: wrong });
    await run({ containers: [{ image: owned }], imagePullSecrets: [{ name: 'pull' }] });
    expect(status().phase).toBe('Running');
    const other = { name: 'other' };
    const never = [{ image: owned, imagePullPolicy: 'Never' }];
    await run({ containers: never, imagePullSecrets: [{ name: 'wrong' }] }, other);
    const second: Loose = admin.informer(pods).get(namespace, 'other');
    expect(second.status.containerStatuses[0].state.waiting).toEqual({
      reason: 'ErrImageNeverPull',
      message: `Container image "${owned}" is not present with pull policy of Never`,
    });
  });

  it('is refused to those whose secret is wrong or missing', async () => {
    await run({ containers: [{ image: owned }], imagePullSecrets: [{ name: 'gone' }] });
    expect(waiting().reason).toBe('ErrImagePull');
    expect(told()[0]).toBe(
      'Warning FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (gone); attempting to pull the image may not succeed.',
    );
  });

  it('is there already for the next pod', async () => {
    await run({});
    await run({}, { name: 'next' });
    expect(told()).toContain(
      'Normal Pulled: Container image "nginx:1.27" already present on machine and can be accessed by the pod',
    );
  });

  it('has to have a name', async () => {
    await run({ containers: [{ image: 'Nginx' }] });
    expect(waiting()).toEqual({
      reason: 'InvalidImageName',
      message:
        'Failed to apply default image tag "Nginx": couldn\'t parse image name "Nginx": invalid reference format: repository name (Nginx) must be lowercase',
    });
  });
});

describe('a container that cannot be created', () => {
  const where = () => `(pod: "web_default(${web()?.metadata.uid})", container: main)`;

  it.each<[string, Loose, () => string]>([
    [
      'an image of root',
      { securityContext: { runAsNonRoot: true } },
      () => `container has runAsNonRoot and image will run as root ${where()}`,
    ],
    [
      'an image of a user by name',
      { securityContext: { runAsNonRoot: true }, containers: [{ image: 'curlimages/curl' }] },
      () =>
        `container has runAsNonRoot and image has non-numeric user (curl_user), cannot verify user is non-root ${where()}`,
    ],
    [
      'a pod of root',
      { securityContext: { runAsNonRoot: true, runAsUser: 0 } },
      () => `container's runAsUser breaks non-root policy ${where()}`,
    ],
    [
      'a ConfigMap that is not there',
      { containers: [{ envFrom: [{ configMapRef: { name: 'gone' } }] }] },
      () => 'configmap "gone" not found',
    ],
    [
      'a Secret that is not there',
      {
        containers: [
          { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'gone', key: 'a' } } }] },
        ],
      },
      () => 'secret "gone" not found',
    ],
    [
      'a key that is not there',
      {
        containers: [
          { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'there', key: 'b' } } }] },
        ],
      },
      () => "couldn't find key b in ConfigMap default/there",
    ],
  ])('says so of %s', async (_name, spec, message) => {
    await create(configMaps, { metadata: { name: 'there' }, data: { a: '1' } });
    await run(spec);
    expect(waiting()).toEqual({ reason: 'CreateContainerConfigError', message: message() });
    expect(told()).toContain(`Warning Failed: Error: ${message()}`);
    expect(status().phase).toBe('Pending');
  });

  it('starts when what it lacked is there', async () => {
    await run({ containers: [{ envFrom: [{ configMapRef: { name: 'late' } }] }] });
    await create(configMaps, { metadata: { name: 'late' }, data: { A: '1' } });
    expect(status().phase).toBe('Running');
    expect(runtime.latest('main').spec.env.get('A')).toBe('1');
  });

  it('says what the runtime says', async () => {
    script('main', { startError: 'exec: "nope": executable file not found in $PATH' });
    await run({});
    expect(waiting()).toMatchObject({
      reason: 'RunContainerError',
      message: 'exec: "nope": executable file not found in $PATH',
    });
    expect(state().lastState.terminated).toMatchObject({ exitCode: 128, reason: 'StartError' });
  });
});

describe('what a container gets', () => {
  it('is its variables, from wherever they come', async () => {
    await create(configMaps, { metadata: { name: 'config' }, data: { MODE: 'dev', PORT: '80' } });
    const token = Buffer.from('s3cret').toString('base64');
    await create(secrets, { metadata: { name: 'secret' }, data: { token } });
    await create(services, {
      metadata: { name: 'my-db' },
      spec: { clusterIP: '10.96.7.7', ports: [{ name: 'sql', port: 5432 }] },
    });
    const ref = (valueFrom: Loose) => ({ valueFrom });
    await run(
      {
        containers: [
          {
            envFrom: [{ prefix: 'C_', configMapRef: { name: 'config' } }],
            env: [
              { name: 'TOKEN', ...ref({ secretKeyRef: { name: 'secret', key: 'token' } }) },
              { name: 'NAME', ...ref({ fieldRef: { fieldPath: 'metadata.name' } }) },
              { name: 'TIER', ...ref({ fieldRef: { fieldPath: "metadata.labels['tier']" } }) },
              { name: 'IP', ...ref({ fieldRef: { fieldPath: 'status.podIP' } }) },
              { name: 'CPU', ...ref({ resourceFieldRef: { resource: 'limits.cpu' } }) },
              { name: 'BOTH', value: '$(NAME)-$(C_MODE) $$(NAME) $(NONE)' },
              {
                name: 'MAYBE',
                ...ref({ configMapKeyRef: { name: 'none', key: 'a', optional: true } }),
              },
            ],
            args: ['--name', '$(NAME)'],
            resources: { limits: { memory: '64Mi' } },
          },
        ],
      },
      { labels: { tier: 'front' } },
    );
    const { env, args } = runtime.latest('main').spec;
    expect(args).toEqual(['--name', 'web']);
    expect(Object.fromEntries(env)).toMatchObject({
      C_MODE: 'dev',
      TOKEN: 's3cret',
      NAME: 'web',
      TIER: 'front',
      IP: '10.244.1.2',
      CPU: '4',
      BOTH: 'web-dev $(NAME) $(NONE)',
      MY_DB_SERVICE_HOST: '10.96.7.7',
      MY_DB_SERVICE_PORT_SQL: '5432',
      MY_DB_PORT_5432_TCP_ADDR: '10.96.7.7',
      KUBERNETES_SERVICE_HOST: '10.96.0.1',
    });
    expect(env.has('MAYBE')).toBe(false);
  });

  const files = (path: string) => {
    const mount = runtime.latest('main').spec.mounts.find((each) => each.path === path);
    const listed = mount?.volume.kind === 'projected' ? mount.volume.files() : [];
    return Object.fromEntries(listed.map((f) => [f.path, Buffer.from(f.content).toString()]));
  };

  it('is the files of its volumes, as they are now', async () => {
    await create(configMaps, { metadata: { name: 'config' }, data: { a: '1', b: '2' } });
    await run({
      containers: [
        {
          volumeMounts: [
            { name: 'c', mountPath: '/c' },
            { name: 'd', mountPath: '/d' },
          ],
        },
      ],
      volumes: [
        { name: 'c', configMap: { name: 'config', items: [{ key: 'a', path: 'x/y' }] } },
        {
          name: 'd',
          downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.namespace' } }] },
        },
      ],
    });
    expect(files('/c')).toEqual({ 'x/y': '1' });
    expect(files('/d')).toEqual({ n: 'default' });
    await admin.patch(
      configMaps,
      { namespace, name: 'config' },
      { type: 'merge', body: { data: { a: '3' } } },
    );
    await settle();
    expect(files('/c')).toEqual({ 'x/y': '3' });
  });

  it('is the token of its account', async () => {
    await run({ automountServiceAccountToken: true });
    const given = files('/var/run/secrets/kubernetes.io/serviceaccount');
    expect(given).toMatchObject({ namespace: 'default' });
    const [, claims = ''] = given['token']?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: 'system:serviceaccount:default:default',
      'kubernetes.io': { pod: { name: 'web' }, node: { name: 'node01' } },
    });
  });

  it.each([
    ['secret', { secret: { secretName: 'gone' } }, 'secret "gone" not found'],
    ['ConfigMap', { configMap: { name: 'gone' } }, 'configmap "gone" not found'],
    [
      'key',
      { configMap: { name: 'there', items: [{ key: 'b', path: 'b' }] } },
      'configmap references non-existent config key: b',
    ],
  ])('is waited for: a %s', async (_name, source, why) => {
    await create(configMaps, { metadata: { name: 'there' }, data: { a: '1' } });
    await run({ volumes: [{ name: 'v', ...source }] });
    expect(waiting()).toEqual({ reason: 'ContainerCreating' });
    expect(finding('PodReadyToStartContainers')).toBe('False');
    expect(told()).toEqual([
      `Warning FailedMount: MountVolume.SetUp failed for volume "v" : ${why}`,
    ]);
    await create(configMaps, { metadata: { name: 'gone' }, data: {} });
    await create(secrets, { metadata: { name: 'gone' } });
    await admin.patch(
      configMaps,
      { namespace, name: 'there' },
      { type: 'merge', body: { data: { b: '2' } } },
    );
    await clock.advance(1_000);
    expect(status().phase).toBe('Running');
  });
});

describe('probes', () => {
  const http = { httpGet: { path: '/healthz', port: 80 }, periodSeconds: 5 };

  it('decide whether a container is ready', async () => {
    const ports: number[] = [];
    script('main', { ports });
    await run({ containers: [{ readinessProbe: { ...http, failureThreshold: 1 } }] });
    await clock.advance(1_000);
    expect(state()).toMatchObject({ ready: false, started: true });
    expect(told()).toContain(
      'Warning Unhealthy: Readiness probe failed: Get "http://10.244.1.2:80/healthz": dial tcp 10.244.1.2:80: connect: connection refused',
    );
    ports.push(80);
    await clock.advance(5_000);
    expect(state().ready).toBe(true);
    expect(finding('Ready')).toBe('True');
    ports.pop();
    await clock.advance(5_000);
    expect(finding('Ready')).toContain('containers with unready status: [main]');
  });

  it('decide whether it lives', async () => {
    const ports = [80];
    script('main', { ports });
    await run({ containers: [{ livenessProbe: { ...http, failureThreshold: 2 } }] });
    await clock.advance(5_000);
    ports.pop();
    await clock.advance(10_000);
    expect(told()).toContain(
      'Normal Killing: Container main failed liveness probe, will be restarted',
    );
    expect(state()).toMatchObject({ restartCount: 1 });
  });

  it('let it start first', async () => {
    const codes = { started: 1 };
    script('main', { exec: () => codes.started });
    const startupProbe = { exec: { command: ['true'] }, periodSeconds: 1, failureThreshold: 30 };
    await run({ containers: [{ startupProbe, readinessProbe: { exec: { command: ['true'] } } }] });
    await clock.advance(3_000);
    expect(state()).toMatchObject({ started: false, ready: false });
    codes.started = 0;
    await clock.advance(1_000);
    expect(state()).toMatchObject({ started: true, ready: true });
  });
});

describe('hooks', () => {
  it('run before a container counts as started, and before it is stopped', async () => {
    const commands: string[][] = [];
    script('main', { exec: (command) => commands.push([...command]) - commands.length });
    const lifecycle = {
      postStart: { exec: { command: ['hello'] } },
      preStop: { sleep: { seconds: 5 } },
    };
    await run({ containers: [{ lifecycle }] });
    expect(commands).toEqual([['hello']]);
    expect(status().phase).toBe('Running');
    await admin.delete(pods, { namespace, name: 'web' });
    await clock.advance(4_000);
    expect(runtime.latest('main').signals).toEqual([]);
    await clock.advance(1_000);
    expect(web()).toBeUndefined();
  });

  it('that fail end the container', async () => {
    script('main', { exec: () => 1 });
    await run({ containers: [{ lifecycle: { postStart: { exec: { command: ['x'] } } } }] });
    expect(told()).toContain('Warning FailedPostStartHook: PostStartHook failed');
    expect(runtime.started[0]?.signals).toEqual(['SIGTERM']);
  });
});

describe('streams', () => {
  const ref = (container = 'main') => {
    const { uid = '' } = web()?.metadata ?? {};
    return { namespace, name: 'web', uid, node: 'node01', container };
  };
  const read = async (options: Loose = {}) => {
    const { signal } = new AbortController();
    const asked = { follow: false, previous: false, timestamps: false, signal, ...options };
    const chunks: Uint8Array[] = [];
    for await (const chunk of await kubelet.streams.logs(ref(), asked)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const print = (text: string) => runtime.latest('main').spec.onOutput('stdout', Buffer.from(text));

  it('are logs, as they are asked for', async () => {
    await run({});
    await print('one\ntw');
    await clock.advance(2_000);
    await print('o\nthree\n');
    expect(await read()).toBe('one\ntwo\nthree\n');
    expect(await read({ tailLines: 1 })).toBe('three\n');
    expect(await read({ limitBytes: 5 })).toBe('one\nt');
    expect(await read({ since: clock.now() })).toBe('three\n');
    expect(await read({ timestamps: true, tailLines: 1 })).toBe(
      '2026-03-01T12:00:32.000000000Z three\n',
    );
    const following = read({ follow: true });
    await settle();
    await print('four\n');
    await end('main', 1);
    expect(await following).toBe('one\ntwo\nthree\nfour\n');
    expect(await read()).toBe('');
    expect(await read({ previous: true })).toContain('four');
  });

  it('are refused in the words of a kubelet', async () => {
    await run({ containers: [{ image: 'nginxx' }] });
    const refusal = new KubeletRefusal(
      400,
      'container "main" in pod "web" is waiting to start: image can\'t be pulled',
    );
    await expect(read()).rejects.toEqual(refusal);
    const request = { command: ['sh'], stdin: false, tty: false };
    await expect(kubelet.streams.exec(ref(), request)).rejects.toThrow(
      'container not found ("main")',
    );
    await run({}, { name: 'fine' });
  });
});

describe('the node', () => {
  it('is registered by its kubelet', () => {
    expect(admin.informer(nodes).get('', 'node01')).toMatchObject({
      metadata: { labels: { 'kubernetes.io/hostname': 'node01', 'kubernetes.io/os': 'linux' } },
      status: {
        allocatable: { pods: '110', cpu: '4' },
        addresses: [{ address: '192.168.0.11' }, {}],
      },
    });
  });

  it('names its images a little later', async () => {
    const images = (): Loose => admin.informer(nodes).get('', 'node01')?.status?.['images'];
    await run({});
    expect(images()).toBeUndefined();
    await clock.advance(10_000);
    expect(images()).toEqual([
      {
        names: [expect.stringMatching(/nginx@sha256:/), 'docker.io/library/nginx:1.27'],
        sizeBytes: 72_223_946,
      },
    ]);
  });

  it('is told of when it comes', () => {
    expect(told('Node')).toEqual([
      'Normal Starting: Starting kubelet.',
      'Normal NodeReady: Node node01 status is now: NodeReady',
    ]);
  });

  it('shows that it is alive while it has something to do', async () => {
    const lease = (): Loose => admin.informer(leases).get('kube-node-lease', 'node01');
    const spec = { holderIdentity: 'node01', leaseDurationSeconds: 40 };
    expect(lease().spec).toEqual({ ...spec, renewTime: '2026-03-01T12:00:30.000000Z' });
    await clock.advance(60_000);
    expect(lease().spec.renewTime).toBe('2026-03-01T12:00:30.000000Z');
    await run({});
    expect(lease().spec.renewTime).toBe('2026-03-01T12:01:30.000000Z');
  });

  it('leaves mirror pods and pods of others alone', async () => {
    await create(pods, {
      metadata: { name: 'web' },
      spec: { nodeName: 'node02', containers: [{ name: 'a', image: 'nginx' }] },
    });
    expect(status().phase).toBe('Pending');
    const others: Pod[] = [...admin.informer(pods).list(namespace)];
    expect(others).toHaveLength(1);
  });
});
