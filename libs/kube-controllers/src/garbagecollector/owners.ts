import { type ClusterContents, type ComponentClient, RecentMap } from '@drillyard/cluster';
import { type KubeObject, type OwnerReference, parseApiVersion } from '@drillyard/kube-objects';
import { isNotFound } from '../api-errors.js';
import { pendingDeletion } from './deletion-mode.js';
import { type Place, placeOf } from './owner-graph.js';

/** Upstream's size of the same cache: what is forgotten is asked for once more. */
const absentOwnersMax = 500;

/** An object's owner references by what has become of the owners. */
export interface OwnerClasses {
  /** They are there. */
  readonly solid: readonly OwnerReference[];
  /** They are not. */
  readonly dangling: readonly OwnerReference[];
  /** They are being deleted in the foreground, after their dependents. */
  readonly waiting: readonly OwnerReference[];
}

/** Finds out whether owners exist: what no cache has is asked for before it is taken for gone. */
export class Owners {
  private readonly absent = new RecentMap<true>(absentOwnersMax);

  constructor(
    private readonly client: ComponentClient,
    private readonly contents: ClusterContents,
  ) {}

  /** It was seen to go: its dependents need not ask. */
  noteAbsent({ apiVersion, kind, metadata }: KubeObject): void {
    const { namespace = '', name = '', uid = '' } = metadata;
    this.absent.set(absentKey({ apiVersion, kind, name, uid }, namespace), true);
  }

  /** As far as the cache knows. */
  known(reference: OwnerReference, namespace: string): KubeObject | undefined {
    const resource = this.contents.resourceOf(reference);
    if (resource === undefined) return undefined;
    const own = resource.namespaced ? namespace : '';
    const found = this.contents.get(resource, own, reference.name);
    return found?.metadata.uid === reference.uid ? found : undefined;
  }

  /** Undefined where an owner is none: of an object without a namespace, but in one itself. */
  async classify(
    references: readonly OwnerReference[],
    namespace: string,
  ): Promise<OwnerClasses | undefined> {
    const classes = { solid: [], dangling: [], waiting: [] } as Record<
      keyof OwnerClasses,
      OwnerReference[]
    >;
    for (const reference of references) {
      const resource = this.contents.resourceOf(reference);
      if (resource?.namespaced && namespace === '') return undefined;
      classes[await this.classOf(reference, namespace)].push(reference);
    }
    return classes;
  }

  /** Owners of kinds the API does not serve are taken to be there. */
  private async classOf(reference: OwnerReference, namespace: string): Promise<keyof OwnerClasses> {
    const known = this.known(reference, namespace);
    if (known !== undefined) return classOfOwner(known);
    const resource = this.contents.resourceOf(reference);
    const { version } = parseApiVersion(reference.apiVersion);
    if (resource?.version !== version) return 'solid';
    const own = resource.namespaced ? namespace : '';
    const key = absentKey(reference, own);
    if (this.absent.get(key)) return 'dangling';
    const asked = await this.client
      .get(resource, { namespace: own, name: reference.name })
      .catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
        return undefined;
      });
    if (asked?.metadata.uid === reference.uid) return classOfOwner(asked);
    this.absent.set(key, true);
    return 'dangling';
  }
}

function classOfOwner(owner: KubeObject): 'waiting' | 'solid' {
  return pendingDeletion(owner) === 'Foreground' ? 'waiting' : 'solid';
}

function absentKey(
  reference: Pick<OwnerReference, 'apiVersion' | 'kind' | 'name' | 'uid'>,
  namespace: string,
): Place {
  return `${placeOf(reference, namespace, reference.name)}\n${reference.uid}`;
}
