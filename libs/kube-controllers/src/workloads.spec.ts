import type { ComponentClient, ResourceType } from '@drillyard/cluster';
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
import { type Deployment, deployments, type ReplicaSet, replicaSets } from './api/apps.js';
import { type CronJob, cronJobs, type Job, jobs } from './api/batch.js';
import { coreResource, nodes, type Pod, pods } from './api/core.js';
import { daemonSets } from './api/daemon-sets.js';
import { podDisruptionBudgets } from './api/policy.js';
import { endpointSlices, services } from './api/services.js';
import { statefulSets } from './api/stateful-sets.js';
import { persistentVolumeClaims, persistentVolumes } from './api/volumes.js';
import type { Running } from './controller.js';
import { startKubeControllerManager } from './kube-controller-manager.js';
import { Scheduler } from './scheduler/scheduler.js';

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever is there
type Loose = any;

const start = '2026-03-01T12:00:30Z';
const namespace = 'default';
const eventType = coreResource<KubeObject>('Event', 'events');

let pki: ClusterPki;
let clock: VirtualClock;
let server: KubeApiserver;
let storage: Storage;
let running: Running[];
let admin: ComponentClient;
let errors: unknown[];

beforeAll(async () => {
  const addresses = { advertiseAddress: '127.0.0.1', apiServerAddresses: ['127.0.0.1'] };
  pki = await createClusterPki({ nodeName: 'controlplane', ...addresses, now: new Date(start) });
});

beforeEach(async () => {
  clock = new VirtualClock(start);
  const { now } = clock;
  errors = [];
  const onError = (error: unknown) => void errors.push(error);
  storage = new Storage({ base: bootstrapBase(), limits: defaultStorageLimits, now });
  server = new KubeApiserver({ storage, pki, now, onUnexpected: onError });
  admin = server.clientFor({ name: 'admin', groups: ['system:masters'] }, 'test');
  const account = (name: string) => ({
    name: `system:serviceaccount:kube-system:${name}`,
    groups: [
      'system:serviceaccounts',
      'system:serviceaccounts:kube-system',
      'system:authenticated',
    ],
  });
  running = [
    startKubeControllerManager({
      clientFor: (name) => server.clientFor(account(name), 'kube-controller-manager'),
      clock,
      onError,
    }),
    new Scheduler({
      client: server.clientFor(
        { name: 'system:kube-scheduler', groups: ['system:authenticated'] },
        'kube-scheduler',
      ),
      clock,
      host: 'controlplane',
      onError,
    }),
  ];
  await settle();
});

afterEach(async () => {
  for (const each of running) each.close();
  await server.close();
  storage.close();
});

const template = (image = 'nginx:1') => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'main', image }] },
});

function deployment(replicas: number, spec: Loose = {}): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template(), ...spec },
  } as Deployment;
}

async function create<T extends KubeObject>(type: ResourceType<T>, object: Loose): Promise<T> {
  const created = await admin.create(type, object as T);
  await settle();
  return created;
}

async function change<T extends KubeObject>(type: ResourceType<T>, name: string, body: Loose) {
  await admin.patch(type, { namespace, name }, { type: 'merge', body });
  await settle();
}

const list = <T extends KubeObject>(type: ResourceType<T>): T[] => [
  ...admin.informer(type).list(namespace),
];
const web = () => admin.informer(deployments).get(namespace, 'web') as Deployment;
const sizes = () =>
  Object.fromEntries(
    list<ReplicaSet>(replicaSets).map((set: Loose) => [
      set.spec.template.spec.containers[0].image,
      `${set.spec.replicas}/${set.status?.replicas ?? 0}`,
    ]),
  );
const condition = (object: Loose, type: string) => {
  const found = object.status?.conditions?.find((each: Loose) => each.type === type);
  return found && `${found.status} ${found.reason}: ${found.message ?? ''}`;
};
const messages = () => list(eventType).map((event: Loose) => event.message as string);

async function setStatus(all: readonly Pod[], status: Loose): Promise<void> {
  for (const { metadata } of all) {
    const name = { namespace, name: metadata.name ?? '' };
    await admin.patch(pods, name, { type: 'merge', subresource: 'status', body: { status } });
  }
  await settle();
}

const ready = () => ({
  phase: 'Running',
  podIP: '10.0.0.1',
  podIPs: [{ ip: '10.0.0.1' }],
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      lastTransitionTime: clock.now().toISOString().replace('.000', ''),
    },
  ],
});

async function makeNode(name: string, extra: Loose = {}): Promise<void> {
  const capacity = { cpu: '1', memory: '1Gi', pods: '110' };
  const conditions = [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'ok' }];
  const status = { capacity, allocatable: capacity, conditions };
  const metadata = { name, labels: { 'kubernetes.io/hostname': name } };
  await create(nodes, { apiVersion: 'v1', kind: 'Node', metadata, status, ...extra });
}

describe('Deployment', () => {
  it('makes its ReplicaSet and pods, and says how far it is', async () => {
    await create(deployments, deployment(2));
    const [set] = list<ReplicaSet>(replicaSets);
    const hash = set?.metadata.labels?.['pod-template-hash'];
    expect(set?.metadata.name).toBe(`web-${hash}`);
    expect(list(pods).map(({ metadata }) => metadata.generateName)).toEqual([
      `web-${hash}-`,
      `web-${hash}-`,
    ]);
    expect(list(pods)[0]?.metadata.ownerReferences).toMatchObject([
      { kind: 'ReplicaSet', name: `web-${hash}`, controller: true, blockOwnerDeletion: true },
    ]);
    expect(web().status).toMatchObject({ replicas: 2, updatedReplicas: 2, unavailableReplicas: 2 });
    expect(condition(web(), 'Progressing')).toBe(
      `True ReplicaSetUpdated: ReplicaSet "web-${hash}" is progressing.`,
    );
    expect(messages()).toContain(`Scaled up replica set web-${hash} from 0 to 2`);
    await setStatus(list(pods), ready());
    expect(condition(web(), 'Available')).toContain('True MinimumReplicasAvailable');
    expect(condition(web(), 'Progressing')).toContain('True NewReplicaSetAvailable');
    expect(errors).toEqual([]);
  });

  it('keeps within surge and availability while it rolls out, and rolls back to the old set', async () => {
    await create(deployments, deployment(4));
    await setStatus(list(pods), ready());
    await change(deployments, 'web', { spec: { template: template('nginx:2') } });
    // 25 % of four: one more at most, one fewer at least.
    expect(sizes()).toEqual({ 'nginx:1': '3/3', 'nginx:2': '2/2' });
    for (let step = 0; step < 4; step++) {
      await setStatus(
        list(pods).filter(({ status }) => status?.phase === 'Pending'),
        ready(),
      );
    }
    expect(sizes()).toEqual({ 'nginx:1': '0/0', 'nginx:2': '4/4' });
    await change(deployments, 'web', { spec: { template: template('nginx:1') } });
    const old = list<ReplicaSet>(replicaSets).find(
      ({ spec }: Loose) => spec.template.spec.containers[0].image === 'nginx:1',
    );
    expect(old?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });

  it('gives up at its deadline, and never while it is paused', async () => {
    await create(deployments, deployment(1, { progressDeadlineSeconds: 60 }));
    await clock.advance(62_000);
    expect(condition(web(), 'Progressing')).toMatch(
      /^False ProgressDeadlineExceeded: ReplicaSet "web-\w+" has timed out progressing\.$/,
    );
    await change(deployments, 'web', { spec: { paused: true, template: template('nginx:2') } });
    expect(Object.keys(sizes())).toEqual(['nginx:1']);
    await change(deployments, 'web', { spec: { paused: false } });
    expect(Object.keys(sizes()).sort()).toEqual(['nginx:1', 'nginx:2']);
  });

  it('recreates only once the old pods are gone', async () => {
    // A pod without a node goes at once.
    await makeNode('one');
    await create(deployments, deployment(2, { strategy: { type: 'Recreate' } }));
    await setStatus(list(pods), ready());
    await change(deployments, 'web', { spec: { template: template('nginx:2') } });
    expect(sizes()['nginx:2']).toBeUndefined();
    for (const { metadata } of list(pods)) {
      await admin.delete(pods, { namespace, name: metadata.name ?? '' }, { gracePeriodSeconds: 0 });
    }
    await settle();
    expect(sizes()['nginx:2']).toBe('2/2');
  });

  it('keeps no more old sets than it is told', async () => {
    await create(deployments, deployment(1, { revisionHistoryLimit: 1 }));
    for (const image of ['nginx:2', 'nginx:3', 'nginx:4']) {
      await setStatus(list(pods), ready());
      await change(deployments, 'web', { spec: { template: template(image) } });
      await setStatus(list(pods), ready());
    }
    expect(Object.keys(sizes()).sort()).toEqual(['nginx:3', 'nginx:4']);
  });

  it('scales all sets alike amid a rollout', async () => {
    await create(
      deployments,
      deployment(10, {
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } },
      }),
    );
    await setStatus(list(pods), ready());
    await change(deployments, 'web', { spec: { template: template('nginx:2') } });
    expect(sizes()).toEqual({ 'nginx:1': '8/8', 'nginx:2': '5/5' });
    await change(deployments, 'web', { spec: { replicas: 15 } });
    expect(sizes()).toEqual({ 'nginx:1': '11/11', 'nginx:2': '7/7' });
  });
});

describe('ReplicaSet', () => {
  it('adopts what it selects, lets go what it does not, and says why it cannot make pods', async () => {
    const bare = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bare', namespace, labels: { app: 'web' } },
      spec: template().spec,
    };
    await create(pods, bare);
    await create(replicaSets, { ...deployment(1), kind: 'ReplicaSet' });
    expect(list(pods).map(({ metadata }) => metadata.name)).toEqual(['bare']);
    await change(pods, 'bare', { metadata: { labels: { app: 'other' } } });
    expect(list(pods)).toHaveLength(2);
    const bareNow = admin.informer(pods).get(namespace, 'bare');
    expect(bareNow?.metadata.ownerReferences ?? []).toEqual([]);
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none', namespace },
      spec: { hard: { pods: '0' } },
    };
    await create(coreResource('ResourceQuota', 'resourcequotas'), quota);
    await change(replicaSets, 'web', { spec: { replicas: 3 } });
    expect(condition(list(replicaSets)[0], 'ReplicaFailure')).toMatch(
      /^True FailedCreate: pods "web-\w+" is forbidden: exceeded quota/,
    );
  });

  it.each([
    ['that have no node', (pod: Pod) => ({ pod, status: ready() }), 'pending'],
    ['with a lower deletion cost', (pod: Pod) => ({ pod, status: ready() }), 'cost'],
  ])('deletes pods first %s', async (_what, _make, how) => {
    await create(replicaSets, { ...deployment(3), kind: 'ReplicaSet' });
    const [first, ...others] = list(pods);
    await setStatus(how === 'pending' ? others : list(pods), ready());
    const annotations = { 'controller.kubernetes.io/pod-deletion-cost': '-5' };
    if (how === 'cost')
      await change(pods, first?.metadata.name ?? '', { metadata: { annotations } });
    await change(replicaSets, 'web', { spec: { replicas: 2 } });
    const left = list(pods).filter(({ metadata }) => !metadata.deletionTimestamp);
    expect(left.map(({ metadata }) => metadata.name)).toEqual(
      others.map(({ metadata }) => metadata.name),
    );
  });
});

describe('Job', () => {
  const job = (spec: Loose) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'once', namespace },
    spec: {
      template: {
        spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] },
      },
      ...spec,
    },
  });
  const once = () => admin.informer(jobs).get(namespace, 'once') as Job;

  it('lets its pods go when it is deleted before they ended', async () => {
    await create(jobs, job({}));
    const [left] = list(pods);
    expect(left?.metadata.finalizers).toEqual(['batch.kubernetes.io/job-tracking']);
    await admin.delete(jobs, { namespace, name: 'once' }, { propagationPolicy: 'Orphan' });
    await settle();
    expect(list(pods).flatMap(({ metadata }) => metadata.finalizers ?? [])).toEqual([]);
  });

  it('gives each index a pod, tries again after a while and counts what ended', async () => {
    await create(jobs, job({ completions: 3, parallelism: 2, completionMode: 'Indexed' }));
    expect(list(pods).map(({ spec }) => spec.hostname)).toEqual(['once-0', 'once-1']);
    const [zero, one] = list(pods);
    await setStatus([zero as Pod], { phase: 'Succeeded' });
    await setStatus([one as Pod], { phase: 'Failed' });
    expect(once().status).toMatchObject({ completedIndexes: '0', succeeded: 1, failed: 1 });
    await clock.advance(11_000);
    const indexes = list(pods)
      .filter(({ status }) => status?.phase === 'Pending')
      .map(({ spec }) => spec.hostname);
    expect(indexes.sort()).toEqual(['once-1', 'once-2']);
    await setStatus(
      list(pods).filter(({ status }) => status?.phase === 'Pending'),
      { phase: 'Succeeded' },
    );
    expect(once().status).toMatchObject({ completedIndexes: '0-2', succeeded: 3 });
    expect(condition(once(), 'Complete')).toBe(
      'True CompletionsReached: Reached expected number of succeeded pods',
    );
    expect(list(pods).flatMap(({ metadata }) => metadata.finalizers ?? [])).toEqual([]);
  });

  it.each([
    [{ backoffLimit: 0 }, 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'],
    [
      { activeDeadlineSeconds: 5 },
      'DeadlineExceeded',
      'Job was active longer than specified deadline',
    ],
  ])('fails with %j', async (spec, reason, message) => {
    await create(jobs, job(spec));
    if (reason === 'BackoffLimitExceeded') await setStatus(list(pods), { phase: 'Failed' });
    else await clock.advance(6_000);
    expect(condition(once(), 'Failed')).toBe(`True ${reason}: ${message}`);
    expect(messages()).toContain(message);
  });

  it('is deleted when its time is over', async () => {
    await create(jobs, job({ ttlSecondsAfterFinished: 30 }));
    await setStatus(list(pods), { phase: 'Succeeded' });
    await clock.advance(29_000);
    expect(once()).toBeDefined();
    await clock.advance(2_000);
    expect(once()).toBeUndefined();
  });

  it('comes every minute, as often as its CronJob keeps', async () => {
    const { spec } = job({});
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'tick', namespace },
      spec: { schedule: '* * * * *', successfulJobsHistoryLimit: 1, jobTemplate: { spec } },
    };
    await create(cronJobs, cron);
    for (let minute = 0; minute < 3; minute++) {
      await clock.advance(60_000);
      await setStatus(list(pods), { phase: 'Succeeded' });
    }
    const due = Date.parse('2026-03-01T12:03:00Z') / 60_000;
    expect(list<Job>(jobs).map(({ metadata }) => metadata.name)).toEqual([`tick-${due}`]);
    const tick = admin.informer(cronJobs).get(namespace, 'tick') as CronJob;
    expect(tick.status).toMatchObject({ lastScheduleTime: '2026-03-01T12:03:00Z' });
    expect(messages()).toContain(`Created job tick-${due}`);
  });

  it.each([
    ['59 23 31 2 *', 'invalid schedule: 59 23 31 2 * : time difference between two schedules is'],
  ])('never comes by the schedule %s, and says so', async (schedule, message) => {
    const jobTemplate = { spec: job({}).spec };
    const metadata = { name: 'never', namespace };
    const cron = { apiVersion: 'batch/v1', kind: 'CronJob', metadata };
    await create(cronJobs, { ...cron, spec: { schedule, jobTemplate } });
    expect(messages().some((said) => said.startsWith(message))).toBe(true);
  });
});

describe('pods with a place', () => {
  it('come one by one with a StatefulSet, each with its claim, and go from the last', async () => {
    const claim = {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    await create(statefulSets, {
      ...deployment(2, { serviceName: 'web', volumeClaimTemplates: [claim] }),
      kind: 'StatefulSet',
    });
    expect(list(pods).map(({ metadata }) => metadata.name)).toEqual(['web-0']);
    expect(messages()).toContain('Create Claim data-web-0 Pod web-0 in StatefulSet web success');
    await setStatus(list(pods), ready());
    expect(list(pods).map(({ metadata }) => metadata.name)).toEqual(['web-0', 'web-1']);
    await setStatus(list(pods), ready());
    await change(statefulSets, 'web', { spec: { template: template('nginx:2') } });
    const going = list(pods).filter(({ metadata }) => metadata.deletionTimestamp);
    expect(going.map(({ metadata }) => metadata.name)).toEqual([]);
    expect(list(pods).map((pod: Loose) => pod.spec.containers[0].image)).toEqual([
      'nginx:1',
      'nginx:2',
    ]);
  });

  it('come to each node with a DaemonSet, but not to a tainted one', async () => {
    await makeNode('one');
    await makeNode('two', { spec: { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] } });
    await create(daemonSets, {
      ...deployment(1),
      kind: 'DaemonSet',
      spec: { selector: { matchLabels: { app: 'web' } }, template: template() },
    });
    expect(list(pods).map(({ spec }) => spec.nodeName)).toEqual(['one']);
    await makeNode('three');
    expect(
      list(pods)
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ).toEqual(['one', 'three']);
    expect(list(daemonSets)[0]?.status).toMatchObject({
      desiredNumberScheduled: 2,
      currentNumberScheduled: 2,
    });
  });

  it('are what Services lead to and budgets count', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    };
    await create(services, service);
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace },
      spec: { minAvailable: '50%', selector: { matchLabels: { app: 'web' } } },
    };
    await create(podDisruptionBudgets, budget);
    await create(deployments, deployment(2));
    await setStatus(list(pods), ready());
    const slice = list(endpointSlices).find(({ metadata }) => metadata.generateName === 'web-');
    expect(slice?.endpoints).toHaveLength(2);
    expect(list(podDisruptionBudgets)[0]?.status).toMatchObject({
      expectedPods: 2,
      desiredHealthy: 1,
      currentHealthy: 2,
      disruptionsAllowed: 1,
    });
  });
});

describe('the scheduler', () => {
  const pod = (name: string, spec: Loose = {}) =>
    create(pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels: { app: name } },
      spec: {
        containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu: '100m' } } }],
        ...spec,
      },
    });
  const why = (name: string) =>
    condition(admin.informer(pods).get(namespace, name), 'PodScheduled');
  const unhelpful =
    'no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';

  it.each<[string, Loose, string]>([
    [
      'a node selector',
      { nodeSelector: { a: 'b' } },
      "1 node(s) didn't match Pod's node affinity/selector.",
    ],
    [
      'a pod to be near',
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {
                labelSelector: { matchLabels: { app: 'none' } },
                topologyKey: 'kubernetes.io/hostname',
              },
            ],
          },
        },
      },
      "1 node(s) didn't match pod affinity rules.",
    ],
    [
      'a key to spread over',
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'zone',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: {},
          },
        ],
      },
      "1 node(s) didn't match pod topology spread constraints (missing required label).",
    ],
    [
      'more than there is',
      { containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu: '5' } } }] },
      '1 Insufficient cpu.',
    ],
  ])('says what is missing: %s', async (_what, spec, reason) => {
    await makeNode('one');
    await pod('picky', spec);
    expect(why('picky')).toBe(
      `False Unschedulable: 0/1 nodes are available: ${reason} ${unhelpful}`,
    );
  });

  it('waits for a node, for a taint to go, and then binds', async () => {
    await pod('early');
    expect(why('early')).toBe('False Unschedulable: no nodes available to schedule pods');
    await makeNode('one', { spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } });
    await clock.advance(1_000);
    expect(why('early')).toContain('1 node(s) had untolerated taint(s)');
    await admin.patch(
      nodes,
      { namespace: '', name: 'one' },
      { type: 'merge', body: { spec: { taints: [] } } },
    );
    await clock.advance(2_000);
    expect(admin.informer(pods).get(namespace, 'early')?.spec.nodeName).toBe('one');
    expect(messages()).toContain('Successfully assigned default/early to one');
    expect(clock.pending).toBe(0);
  });

  it('leaves gated pods alone and fills nodes evenly', async () => {
    await makeNode('one');
    await makeNode('two');
    await pod('gated', { schedulingGates: [{ name: 'example.com/wait' }] });
    for (const name of ['a', 'b', 'c', 'd']) await pod(name);
    const placed = list(pods).map(({ spec }) => spec.nodeName);
    expect(placed.filter((name) => name === 'one')).toHaveLength(2);
    expect(placed.filter((name) => name === 'two')).toHaveLength(2);
    expect(why('gated')).toContain('False SchedulingGated');
  });

  it('waits for claims, and those for volumes', async () => {
    await makeNode('one');
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    await pod('keeper', { volumes });
    expect(why('keeper')).toBe(
      'False Unschedulable: 0/1 nodes are available: persistentvolumeclaim "data" not found. not found',
    );
    const size = { storage: '1Gi' };
    const accessModes = ['ReadWriteOnce'];
    await create(persistentVolumeClaims, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace },
      spec: { accessModes, resources: { requests: size } },
    });
    await clock.advance(1_000);
    expect(why('keeper')).toContain('pod has unbound immediate PersistentVolumeClaims');
    await create(persistentVolumes, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: { capacity: size, accessModes, hostPath: { path: '/data' } },
    });
    await clock.advance(10_000);
    expect(admin.informer(persistentVolumes).get('', 'disk')).toMatchObject({
      spec: { claimRef: { namespace, name: 'data' } },
      status: { phase: 'Bound' },
    });
    expect(list(persistentVolumeClaims)[0]).toMatchObject({
      spec: { volumeName: 'disk' },
      status: { phase: 'Bound', capacity: size },
    });
    expect(admin.informer(pods).get(namespace, 'keeper')?.spec.nodeName).toBe('one');
  });

  it('tries a pod that waits for nodes again when nodes change, and not when pods go', async () => {
    await makeNode('one');
    await pod('guest');
    const setTaints = (taints: Loose) =>
      admin.patch(
        nodes,
        { namespace: '', name: 'one' },
        { type: 'merge', body: { spec: { taints } } },
      );
    await setTaints([{ key: 'a', effect: 'NoSchedule' }]);
    await pod('waiting');
    await clock.advance(5_000);
    await admin.delete(pods, { namespace, name: 'guest' }, { gracePeriodSeconds: 0 });
    await clock.advance(20_000);
    const failed = list(eventType).filter((event: Loose) => event.reason === 'FailedScheduling');
    expect(failed.map((event: Loose) => event.series)).toEqual([undefined]);
    await setTaints([]);
    await settle();
    expect(admin.informer(pods).get(namespace, 'waiting')?.spec.nodeName).toBe('one');
  });

  it('empties a node whose taint executes', async () => {
    await makeNode('one');
    await pod('patient', {
      tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }],
    });
    await pod('victim');
    await admin.patch(
      nodes,
      { namespace: '', name: 'one' },
      { type: 'merge', body: { spec: { taints: [{ key: 'a', effect: 'NoExecute' }] } } },
    );
    await settle();
    const going = () =>
      list(pods)
        .filter(({ metadata }) => metadata.deletionTimestamp)
        .map(({ metadata }) => metadata.name);
    expect(going()).toEqual(['victim']);
    await clock.advance(31_000);
    expect(going()).toEqual(['patient', 'victim']);
  });

  describe('that nobody hears of', () => {
    const ready = (status: string) => ({ type: 'Ready', status });
    const say = (name: string, status: string) =>
      admin.patch(
        nodes,
        { namespace: '', name },
        {
          type: 'strategic',
          subresource: 'status',
          body: { status: { conditions: [ready(status)] } },
        },
      );
    const taintsOf = (name: string) =>
      (admin.informer(nodes).get('', name)?.spec?.taints ?? []).map(
        ({ key, effect }) => `${key}:${effect}`,
      );
    const told = (reason: string) =>
      list(eventType).flatMap((event: Loose) => (event.reason === reason ? event.message : []));

    it('loses its pods after five minutes, and what they say is not believed', async () => {
      await makeNode('one');
      await pod('web');
      await makeNode('two');
      await admin.patch(
        pods,
        { namespace, name: 'web' },
        {
          type: 'strategic',
          subresource: 'status',
          body: { status: { phase: 'Running', conditions: [ready('True')] } },
        },
      );
      await say('one', 'Unknown');
      await settle();
      expect(taintsOf('one')).toEqual([
        'node.kubernetes.io/unreachable:NoSchedule',
        'node.kubernetes.io/unreachable:NoExecute',
      ]);
      const [web] = list(pods);
      expect(web?.status?.conditions).toContainEqual(expect.objectContaining(ready('False')));
      expect(told('NodeNotReady')).toContain('Node is not ready');
      await clock.advance(299_000);
      expect(list(pods)[0]?.metadata.deletionTimestamp).toBeUndefined();
      await clock.advance(2_000);
      expect(list(pods)[0]?.metadata.deletionTimestamp).toBeDefined();
      expect(told('TaintManagerEviction')).toEqual([`Marking for deletion Pod ${namespace}/web`]);
      await say('one', 'True');
      await settle();
      expect(taintsOf('one')).toEqual([]);
    });

    it('keeps them where it comes back in time, and where no other node is ready', async () => {
      await makeNode('one');
      await pod('web');
      await makeNode('two');
      await say('one', 'Unknown');
      await clock.advance(60_000);
      await say('two', 'False');
      await settle();
      expect(taintsOf('one')).toEqual(['node.kubernetes.io/unreachable:NoSchedule']);
      expect(told('TaintManagerEviction')).toEqual([`Cancelling deletion of Pod ${namespace}/web`]);
      await clock.advance(600_000);
      expect(list(pods)[0]?.metadata.deletionTimestamp).toBeUndefined();
    });
  });
});

it('has nothing to do in an idle cluster', async () => {
  await clock.advance(24 * 3_600_000);
  expect(clock.pending).toBe(0);
  expect(list(eventType)).toEqual([]);
});
