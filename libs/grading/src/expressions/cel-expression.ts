import { CelScalar, celEnv, celFunc, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { type Expr, inspect } from './cel-syntax.js';
import { toCel } from './to-cel.js';
import { withinTime } from './within-time.js';

/**
 * Bounds on what an expression may cost; lab files may be hostile, and the grader's process
 * serves everybody. Steps of macros and what makes values grow (`+`, which can at most double them)
 * are counted, so that most of what costs too much does so on every machine; the time is bounded too.
 */
const limits = {
  /** `all`, `exists`, `exists_one`, `map`, `filter`. */
  macros: 6,
  additions: 12,
  /** Elements visited by all macros of one evaluation. */
  steps: 10_000,
} as const;

export type CelVerdict = { readonly holds: boolean } | { readonly error: string };

/** A CEL expression that is true or false of some variables. */
export class CelExpression {
  readonly #evaluate: (variables: Record<string, never>) => unknown;
  /** Names that are not bound by a macro: the variables it asks for. */
  readonly variables: ReadonlySet<string>;
  /** Fields it reads of them, such as `object.spec.replicas`. */
  readonly fields: ReadonlySet<string>;
  readonly #budget = { steps: 0, isSpent: false };

  /** @throws Error whose message says what is wrong with the expression. */
  constructor(readonly source: string) {
    const { expr } = withinTime(source, () => parse(source));
    const syntax = inspect(expr);
    if (syntax.macros.length > limits.macros) {
      throw new Error(`${syntax.macros.length} macros: at most ${limits.macros}`);
    }
    if (syntax.additions > limits.additions) {
      throw new Error(`${syntax.additions} times "+": at most ${limits.additions}`);
    }
    for (const macro of syntax.macros) {
      macro.loopCondition = withinBudgetAnd(macro.loopCondition);
    }
    this.variables = syntax.variables;
    this.fields = syntax.fields;
    this.#evaluate = plan(
      celEnv({ funcs: [...strings, celFunc(budgetFunction, [], CelScalar.BOOL, this.#spend)] }),
      expr,
    );
  }

  /** @throws OperationalError EXPRESSION_TOO_SLOW: that says nothing about the variables. */
  evaluate(variables: Readonly<Record<string, unknown>>): CelVerdict {
    Object.assign(this.#budget, { steps: limits.steps, isSpent: false });
    const bindings = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, toCel(value)]),
    );
    // The values are CEL's by toCel.
    const result = withinTime(this.source, () => this.#evaluate(bindings as Record<string, never>));
    if (this.#budget.isSpent) return { error: 'it takes too long: look at fewer elements' };
    if (isCelError(result)) return { error: result.message };
    if (typeof result !== 'boolean') return { error: 'it must be true or false' };
    return { holds: result };
  }

  readonly #spend = (): boolean => {
    this.#budget.steps--;
    if (this.#budget.steps <= 0) this.#budget.isSpent = true;
    return !this.#budget.isSpent;
  };
}

/** Called in the loop condition of every macro; a loop whose budget is spent ends, and is void. */
const budgetFunction = 'withinBudget';

function withinBudgetAnd(condition: Expr | undefined): Expr {
  const { expr } = parse(`${budgetFunction}() && true`);
  if (expr.exprKind.case === 'callExpr' && condition !== undefined) {
    expr.exprKind.value.args[1] = condition;
  }
  return expr;
}
