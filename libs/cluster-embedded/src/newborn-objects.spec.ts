import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { settle, VirtualClock } from '@drillyard/cluster/testing';
import type { KubeObject } from '@drillyard/kube-objects';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedCluster } from './embedded-cluster.js';

const types = [
  { apiVersion: 'v1', kind: 'Node' },
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
];

/** A cluster and what its API shows once its control plane has said all it has to say. */
class Subject {
  private constructor(
    readonly cluster: EmbeddedCluster,
    readonly objects: readonly KubeObject[],
  ) {}

  static async start(time: string): Promise<Subject> {
    const clock = new VirtualClock(time);
    // The certificates are those of a process in the real world, whatever the cluster's time is.
    const cluster = await EmbeddedCluster.start({ clock, kubelets: false });
    await cluster.nodeShown;
    await settle();
    const client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.adminKubeconfig())));
    const lists = await Promise.all(types.map((type) => client.list(type)));
    await client.close();
    return new Subject(
      cluster,
      lists.flatMap(({ items }) => items),
    );
  }

  one(kind: string, name: string): KubeObject | undefined {
    return this.objects.find((object) => object.kind === kind && object.metadata.name === name);
  }

  /** Without what tells two clusters apart. */
  get plain(): string {
    const uids = [...new Set(this.objects.map(({ metadata }) => metadata.uid ?? ''))];
    return JSON.stringify(this.objects, (key, value) => (key === 'resourceVersion' ? '' : value), 1)
      .replace(new RegExp(uids.join('|'), 'g'), (uid) => `uid ${uids.indexOf(uid)}`)
      .replaceAll(JSON.stringify(this.cluster.certificateAuthority), '"the CA"')
      .replace(/"20\d\d-\d\d-\d\dT[\d:.]+Z"/g, '"then"');
  }
}

describe('what a cluster is born with', () => {
  let first: Subject;
  let second: Subject;
  let third: Subject;

  beforeAll(async () => {
    first = await Subject.start(minutesAgo(3));
    second = await Subject.start(minutesAgo(2));
    third = await Subject.start(minutesAgo(1));
  });
  afterAll(async () => {
    for (const subject of [first, second, third]) await subject?.cluster.close();
  });

  it('is what the control plane of the first one has written', () => {
    expect(first.objects).toHaveLength(9);
    expect(second.plain).toBe(first.plain);
    expect(third.plain).toBe(first.plain);
  });

  it('is left alone by the control plane', () => {
    const versions = (subject: Subject) =>
      subject.objects.map(({ metadata }) => Number(metadata.resourceVersion));
    const span = Math.max(...versions(second)) - Math.min(...versions(second));
    expect(span).toBe(second.objects.length - 1);
  });

  it.each(['metadata.uid', 'metadata.creationTimestamp'])('has a %s of its own', (path) => {
    const [a, b] = [second, third].map((subject) => subject.one('Node', 'controlplane'));
    expect(a).toHaveProperty(path, expect.any(String));
    expect(b).not.toHaveProperty(path, path.split('.').reduce(member, a));
  });

  it('refers to the objects of its own cluster', () => {
    const uid = second.one('Node', 'controlplane')?.metadata.uid;
    const pod = second.one('Pod', 'etcd-controlplane');
    expect(pod?.metadata.ownerReferences).toMatchObject([{ kind: 'Node', uid }]);
    expect(JSON.stringify(pod?.metadata.managedFields)).toContain(`k:{\\"uid\\":\\"${uid}\\"}`);
    const { certificateAuthority } = second.cluster;
    expect(second.one('ConfigMap', 'kube-root-ca.crt')).toHaveProperty(
      ['data', 'ca.crt'],
      certificateAuthority,
    );
  });
});

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

function member(value: unknown, key: string): unknown {
  return (value as Record<string, unknown>)[key];
}
