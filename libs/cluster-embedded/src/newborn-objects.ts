import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BaseObject, Storage } from '@drillyard/kube-apiserver';

/** A control plane that writes nothing for so many turns of the event loop has settled down. */
const quietTurns = 50;

/** What the kubelet, kubeadm and the controllers write of every new cluster; events pass. */
const recorded = ['/configmaps', '/nodes', '/pods'];

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What is told apart in the objects of two newborn clusters. */
export interface Birth {
  readonly now: Date;
  /** PEM */
  readonly rootAuthorityPem: string;
}

/**
 * What the components of a control plane write in the first moments of a cluster, as one of them
 * had it: for others to be born with. Writing it cost each of them more than all the rest of its
 * start, and what is equal in it was in memory once for each. What has been recorded is what the
 * components want to find: they leave it alone.
 */
export class NewbornObjects {
  private constructor(
    private readonly objects: readonly BaseObject[],
    private readonly uids: RegExp,
    private readonly rootAuthorityPem: string,
  ) {}

  /** Of a cluster nobody but its control plane works with. */
  static async record(
    storage: Storage,
    rootAuthorityPem: string | undefined,
  ): Promise<NewbornObjects> {
    await quiet(storage);
    const objects = [...storage.written()]
      .filter(({ table }) => recorded.includes(table))
      .sort((a, b) => version(a.object) - version(b.object))
      .map(({ table, object }) => ({ resource: { group: '', resource: table.slice(1) }, object }));
    const uids = objects.flatMap(({ object }) => object.metadata.uid ?? []);
    return new NewbornObjects(objects, new RegExp(uids.join('|'), 'g'), rootAuthorityPem ?? '');
  }

  /** The same objects of another cluster; they share what is equal. */
  of({ now, rootAuthorityPem }: Birth): readonly BaseObject[] {
    const uids = new Map<string, string>();
    const newUid = (uid: string) => {
      const own = uids.get(uid) ?? randomUUID();
      uids.set(uid, own);
      return own;
    };
    const iso = now.toISOString();
    const seconds = `${iso.slice(0, 19)}Z`;
    const nanoseconds = iso.replace('Z', '000000Z');
    const rewrite = (text: string): string => {
      if (text === this.rootAuthorityPem) return rootAuthorityPem;
      if (time.test(text)) return text.length === seconds.length ? seconds : nanoseconds;
      return text.replace(this.uids, newUid);
    };
    return this.objects.map(({ resource, object }) => {
      return { resource, object: rewritten(object, rewrite) };
    });
  }
}

/** The value with other texts, in keys as well; what has none of them is the same value. */
function rewritten<T>(value: T, rewrite: (text: string) => string): T;
function rewritten(value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return rewrite(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => rewritten(item, rewrite));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const entries = Object.entries(value);
  const others = entries.map(
    ([key, member]) => [rewrite(key), rewritten(member, rewrite)] as const,
  );
  const isSame = others.every(([key, member], index) => {
    return key === entries[index]?.[0] && member === entries[index]?.[1];
  });
  return isSame ? value : Object.fromEntries(others);
}

async function quiet(storage: Storage): Promise<void> {
  let turns = 0;
  for (let seen = storage.resourceVersion; turns < quietTurns; turns++) {
    await nextTurn();
    if (storage.resourceVersion === seen) continue;
    seen = storage.resourceVersion;
    turns = 0;
  }
}

function version(object: BaseObject['object']): number {
  return Number(object.metadata.resourceVersion);
}
