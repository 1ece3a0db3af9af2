import { type CelInput, CelScalar, celEnv, celFunc, isCelError, plan } from '@bufbuild/cel';
import { CelChecker, type Expr } from './cel-checker.js';
import { CelCompileError, compileError } from './cel-compile-error.js';
import { celFunctions } from './cel-functions.js';
import { readExpression } from './cel-reader.js';
import { withinCelTime } from './cel-time-limit.js';
import { type DeclaredType, isDyn, typeText } from './cel-type.js';

/** Elements all loops of one evaluation may look at. */
const stepsMax = 100_000;

/** Called before each round of a loop; one that has used up its steps ends, and is void. */
const stepFunction = '@step';

export type CelVerdict = { readonly value: unknown } | { readonly error: string };

/** A CEL expression over declared variables, read and checked once and evaluated often. */
export class CelProgram {
  private readonly run: (bindings: Record<string, never>) => unknown;
  private stepsLeft = 0;

  private constructor(
    readonly source: string,
    readonly type: DeclaredType,
    expr: Expr,
  ) {
    const budget = celFunc(stepFunction, [], CelScalar.BOOL, () => {
      this.stepsLeft--;
      return this.stepsLeft > 0;
    });
    const funcs = [...celFunctions, budget];
    this.run = plan(celEnv({ funcs }), expr);
  }

  /** Throws {@link CelCompileError} and {@link CelTimeoutError}. */
  static compile(
    source: string,
    variables: Readonly<Record<string, DeclaredType>>,
    wanted: DeclaredType,
  ): CelProgram {
    return withinCelTime(() => {
      const { expr, positions, macros } = readExpression(source);
      const checker = new CelChecker(source, positions);
      const type = checker.check(expr, new Map(Object.entries(variables)));
      if (checker.issues.length > 0) throw compileError(source, checker.issues);
      if (typeText(type) !== typeText(wanted) && !(isDyn(wanted) || isDyn(type))) {
        throw new CelCompileError(
          `must evaluate to ${typeText(wanted)} but got ${typeText(type)}`,
          'type',
        );
      }
      for (const macro of macros) macro.loopCondition = stepping(macro.loopCondition);
      return new CelProgram(source, type, expr);
    });
  }

  /** Bindings are CEL's own values. Throws {@link CelTimeoutError}. */
  evaluate(bindings: Readonly<Record<string, CelInput>>): CelVerdict {
    this.stepsLeft = stepsMax;
    // The values are CEL's, whatever the names are.
    const value = withinCelTime(() => this.run(bindings as Record<string, never>));
    if (this.stepsLeft <= 0) return { error: 'operation cancelled: actual cost limit exceeded' };
    if (isCelError(value)) return { error: errorText(value.message) };
    return { value };
  }
}

function stepping(condition: Expr | undefined): Expr {
  const { expr } = readExpression('a() && b');
  const { exprKind } = expr;
  if (exprKind.case !== 'callExpr' || condition === undefined) return expr;
  const [call] = exprKind.value.args;
  if (call?.exprKind.case === 'callExpr') call.exprKind.value.function = stepFunction;
  exprKind.value.args[1] = condition;
  return expr;
}

const goTexts: readonly (readonly [RegExp, string])[] = [
  [/^field not found: /, 'no such key: '],
  [/^index (-?\d+) out of bounds.*$/, 'index out of bounds: $1'],
  [/^(?:int|uint) divide by zero$/, 'division by zero'],
  [/^(?:int|uint) modulus by zero$/, 'modulus by zero'],
  [/^int overflow.*$/, 'integer overflow'],
  [/^uint overflow.*$/, 'unsigned integer overflow'],
  [/^found no matching overload.*$/, 'no such overload'],
];

/** In cel-go's words, where there are some. */
function errorText(message: string): string {
  const [found] = goTexts.filter(([pattern]) => pattern.test(message));
  return found === undefined ? message : message.replace(...found);
}
