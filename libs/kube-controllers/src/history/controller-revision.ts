import { isDeepStrictEqual } from 'node:util';
import type { ComponentClient, Informer, ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { appsResource } from '../api/apps.js';
import type { Labels, PodTemplateSpec, Selector } from '../api/core.js';
import { isAlreadyExists, isNotFound } from '../api-errors.js';
import { claimObjects, nameOf } from '../claim-objects.js';
import { byController, newControllerRef, orphansOf } from '../controller-ref.js';
import { fnv32, safeEncode } from '../hash/fnv.js';
import { selects } from '../selector.js';

/** A state of a pod template that can be gone back to. */
export interface ControllerRevision extends KubeObject {
  readonly data: { readonly spec: { readonly template: PodTemplateSpec & { $patch: string } } };
  readonly revision: number;
}

export const controllerRevisions = appsResource<ControllerRevision>(
  'ControllerRevision',
  'controllerrevisions',
);

/** Names of revisions begin with that of their owner, cut to this. */
const namePrefixMax = 223;

/** What a revision keeps of its owner: a patch that puts the template back. */
export function revisionData({ metadata, spec }: PodTemplateSpec): ControllerRevision['data'] {
  return { spec: { template: { $patch: 'replace', ...(metadata && { metadata }), spec } } };
}

/** Of the data as Go writes it, with the count of collisions (`HashControllerRevision`). */
export function revisionHash(data: ControllerRevision['data'], collisionCount: number): string {
  const hash = fnv32(String(collisionCount), fnv32(sortedJson(data)));
  return safeEncode(String(hash));
}

/** Keys sorted and what HTML would misread escaped, as Go's encoder has it. */
function sortedJson(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
  return sorted.replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

export interface NewRevision {
  readonly owner: KubeObject;
  readonly ownerType: ResourceType;
  readonly hash: string;
  /** Under which the revision says its hash. */
  readonly hashLabel: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly data: ControllerRevision['data'];
  readonly revision: number;
}

export function newRevision(options: NewRevision): ControllerRevision {
  const { owner, ownerType, hash, hashLabel, labels, annotations, data, revision } = options;
  const { name = '', namespace = '' } = owner.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name.slice(0, namePrefixMax)}-${hash}`,
      namespace,
      labels: { ...labels, [hashLabel]: hash },
      annotations,
      ownerReferences: [newControllerRef(owner, ownerType)],
    },
    data,
    revision,
  };
}

/** The revisions of workloads, oldest first. */
export class RevisionHistory {
  constructor(
    private readonly client: ComponentClient,
    private readonly ownerType: ResourceType,
    private readonly revisions: Informer<ControllerRevision> = client.informer(controllerRevisions),
  ) {}

  async list(owner: KubeObject, selector: Selector): Promise<ControllerRevision[]> {
    const { client, ownerType } = this;
    const matches = ({ metadata }: ControllerRevision) => selects(selector, metadata.labels);
    const claim = { client, type: controllerRevisions, owner, ownerType, matches };
    const claimed = await claimObjects(claim, [
      ...this.revisions.byIndex(byController, owner.metadata.uid ?? ''),
      ...this.revisions.byIndex(byController, orphansOf(owner.metadata.namespace)),
    ]);
    return claimed.sort((a, b) => a.revision - b.revision);
  }

  /** Undefined where another revision has the name: the hash collides. */
  async create(wanted: ControllerRevision): Promise<ControllerRevision | undefined> {
    try {
      return await this.client.create(controllerRevisions, wanted);
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      const { namespace = '', name = '' } = wanted.metadata;
      const found = await this.client.get(controllerRevisions, { namespace, name });
      return isDeepStrictEqual(found.data, wanted.data) ? found : undefined;
    }
  }

  renumber(revision: ControllerRevision, number: number): Promise<ControllerRevision> {
    return this.client.update(controllerRevisions, { ...revision, revision: number });
  }

  /** Deletes the oldest revisions nothing runs by, beyond those to keep. */
  async truncate(
    all: readonly ControllerRevision[],
    isLive: (revision: ControllerRevision) => boolean,
    limit: number,
  ): Promise<void> {
    const old = all.filter((revision) => !isLive(revision));
    for (const revision of old.slice(0, Math.max(0, old.length - limit))) {
      try {
        await this.client.delete(controllerRevisions, nameOf(revision));
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
  }
}
