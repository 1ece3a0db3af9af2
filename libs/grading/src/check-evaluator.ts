import type { AuthorizationAnswer, ObjectType } from '@drillyard/cluster';
import type { CheckKind, CheckMistake, CheckOf, CheckSpecs } from '@drillyard/lab-spec';
import type { CheckContext } from './check-context.js';
import type { CheckOutcome } from './check-outcome.js';

/** One kind of check. Stateless: the same object serves every lab. */
export interface CheckEvaluator<K extends CheckKind> {
  readonly kind: K;
  /**
   * A pure verdict about what the context shows. May throw what the cluster client throws: the
   * caller turns that into inconclusive.
   */
  evaluate(check: CheckOf<K>, context: CheckContext): Promise<CheckOutcome>;
  /** What the verdict depends on: when one of these changes, it is asked again. */
  dependencies(spec: CheckSpecs[K]): CheckDependencies;
  /** Mistakes in expressions, found without a cluster. */
  lint?(spec: CheckSpecs[K]): CheckMistake[];
}

export interface CheckDependencies {
  readonly objects?: readonly WatchedObjects[];
  readonly files?: readonly string[];
  /** Files of the control plane's node. */
  readonly nodeFiles?: readonly string[];
  /** How the API server was started, and whether it serves. */
  readonly apiserver?: boolean;
  /** Answers of the cluster's authorizers that it is about. */
  readonly authorizations?: (answer: AuthorizationAnswer) => boolean;
  /** Something nobody can watch: it is asked again every few seconds. */
  readonly polled?: boolean;
  /** The network of the cluster, where it has one: it follows its objects after a moment. */
  readonly network?: boolean;
  /** The learner's answer to this check. */
  readonly answer?: boolean;
}
export interface WatchedObjects extends ObjectType {
  /** All namespaces where undefined. */
  readonly namespace?: string | undefined;
}
