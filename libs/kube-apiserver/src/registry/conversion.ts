import type { GroupResource, KubeObject } from '@drillyard/kube-objects';
import type { Draft, ResourceStrategy } from './resource-strategy.js';

/** Between a served version and the one that is stored, where they differ in more than nothing. */
export interface Conversion {
  /** The served version this is for. */
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  /** The table the objects are kept in. */
  readonly stored: GroupResource;
  /** What its clients are held to, in terms of what is stored; that of the resource without one. */
  readonly strategy?: ResourceStrategy;
  toStored(draft: Draft): Draft;
  toServed(object: KubeObject): KubeObject;
  /** What toServed answers with has its keys in order already. */
  readonly answersOrdered?: boolean;
}
