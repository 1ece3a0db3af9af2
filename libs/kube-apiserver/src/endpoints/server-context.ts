import type { ResourceInfo } from '@drillyard/kube-schema';
import type { AdmissionChain } from '../admission/admission-chain.js';
import type { ServedResources } from '../apiextensions/served-resources.js';
import type { Authenticator } from '../authentication/authenticator.js';
import type { Authorizer } from '../authorization/authorizer.js';
import type { PrinterTable } from '../printers/printer-table.js';
import type { ResourceStore } from '../registry/generic/resource-store.js';
import type {
  ReviewHandler,
  SubresourceAction,
  SubresourceStrategy,
} from '../registry/resource-strategy.js';
import type { Storage } from '../storage/storage.js';
import type { KubeletOf } from '../streaming/pod-target.js';
import type { ObjectTexts } from './object-texts.js';

/** Everything the handlers of one cluster work with. */
export interface ServerContext {
  readonly storage: Storage;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly admission: AdmissionChain;
  readonly printers: PrinterTable;
  readonly served: ServedResources;
  readonly reviews: readonly ReviewHandler[];
  readonly subresourceStrategies: readonly SubresourceStrategy[];
  readonly subresourceActions: readonly SubresourceAction[];
  readonly kubeletOf: KubeletOf;
  readonly texts: ObjectTexts;
  readonly storeOf: (info: ResourceInfo) => ResourceStore;
  readonly now: () => Date;
  /** Aborts when the server stops: open watches end. */
  readonly stopping: AbortSignal;
}
