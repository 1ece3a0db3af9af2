import { invariant } from '@drillyard/errors';
import { type Check, type CheckKind, checkKinds, type LintCheck } from '@drillyard/lab-spec';
import type { CheckContext } from './check-context.js';
import type { CheckDependencies, CheckEvaluator } from './check-evaluator.js';
import type { CheckOutcome } from './check-outcome.js';
import { accessCheck } from './checks/access.check.js';
import { admissionCheck } from './checks/admission.check.js';
import { answerCheck } from './checks/answer.check.js';
import { apiserverCheck } from './checks/apiserver.check.js';
import { authorizerCheck } from './checks/authorizer.check.js';
import { certificateCheck } from './checks/certificate.check.js';
import { connectivityCheck } from './checks/connectivity.check.js';
import { csrCheck } from './checks/csr.check.js';
import { execCheck } from './checks/exec.check.js';
import { fileCheck } from './checks/file.check.js';
import { kubeconfigCheck } from './checks/kubeconfig.check.js';
import { podSecurityCheck } from './checks/pod-security.check.js';
import { resourceCheck } from './checks/resource.check.js';
import { scriptCheck } from './checks/script.check.js';
import { tokenCheck } from './checks/token.check.js';

type AnyEvaluator = { [K in CheckKind]: CheckEvaluator<K> }[CheckKind];

/** One evaluator for every kind the lab format has; wrong registration cannot reach a learner. */
export class CheckRegistry {
  readonly #evaluators: ReadonlyMap<CheckKind, AnyEvaluator>;

  constructor(evaluators: readonly AnyEvaluator[]) {
    this.#evaluators = new Map(evaluators.map((evaluator) => [evaluator.kind, evaluator]));
    invariant(this.#evaluators.size === evaluators.length, 'two evaluators of one check kind');
    for (const kind of checkKinds) {
      invariant(this.#evaluators.has(kind), `no evaluator for the check kind "${kind}"`);
    }
  }

  evaluate(check: Check, context: CheckContext): Promise<CheckOutcome> {
    return this.#evaluator(check.kind).evaluate(check as never, context); // kind fits by look-up
  }

  dependencies(check: Check): CheckDependencies {
    return this.#evaluator(check.kind).dependencies(check.spec as never);
  }

  readonly lint: LintCheck = (kind, spec) => this.#evaluator(kind).lint?.(spec as never) ?? [];

  #evaluator(kind: CheckKind): AnyEvaluator {
    const evaluator = this.#evaluators.get(kind);
    invariant(evaluator, `no evaluator for the check kind "${kind}"`);
    return evaluator;
  }
}

/** One for each kind of check. */
export const checkEvaluators: readonly AnyEvaluator[] = [
  accessCheck,
  resourceCheck,
  fileCheck,
  answerCheck,
  certificateCheck,
  csrCheck,
  kubeconfigCheck,
  tokenCheck,
  admissionCheck,
  podSecurityCheck,
  authorizerCheck,
  apiserverCheck,
  execCheck,
  scriptCheck,
  connectivityCheck,
];

export const checkRegistry = new CheckRegistry(checkEvaluators);

/** For `parseLab`: finds what is wrong with CEL and regular expressions before any learner does. */
export const lintCheck: LintCheck = checkRegistry.lint;
