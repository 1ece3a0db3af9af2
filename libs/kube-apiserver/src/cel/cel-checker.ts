import type { parse } from '@bufbuild/cel';
import { RE2JS } from '@bufbuild/re2';
import type { CelIssue } from './cel-compile-error.js';
import { notEvaluated, signatures, typeNames } from './cel-signatures.js';
import {
  bool,
  bytes,
  type DeclaredType,
  double,
  dyn,
  int,
  isAssignable,
  isDyn,
  listOf,
  mapOf,
  nullType,
  string,
  substitute,
  type TypeParameters,
  typeText,
  typeType,
  uint,
} from './cel-type.js';

export type ParsedExpression = ReturnType<typeof parse>;
export type Expr = ParsedExpression['expr'];
type ExprKind<Case extends string> = Extract<Expr['exprKind'], { case: Case }>['value'];
type Scope = ReadonlyMap<string, DeclaredType>;

/**
 * What an expression comes to, found out without evaluating it, and what cannot be meant: names,
 * fields and functions there are none of, and functions called with what they do not take
 * (cel-go's `checker`, in its words).
 */
export class CelChecker {
  readonly issues: CelIssue[] = [];

  constructor(
    private readonly source: string,
    private readonly positions: Readonly<Record<string, number>>,
  ) {}

  check(expr: Expr | undefined, scope: Scope): DeclaredType {
    if (expr === undefined) return dyn;
    const { exprKind } = expr;
    switch (exprKind.case) {
      case 'constExpr':
        return constantType(exprKind.value);
      case 'identExpr':
        return this.checkName(expr, exprKind.value.name, scope);
      case 'selectExpr':
        return this.checkField(expr, exprKind.value, scope);
      case 'callExpr':
        return this.checkCall(expr, exprKind.value, scope);
      case 'listExpr': {
        return listOf(this.checkAlike(exprKind.value.elements, scope));
      }
      case 'structExpr':
        return this.checkMap(expr, exprKind.value, scope);
      case 'comprehensionExpr':
        return this.checkMacro(expr, exprKind.value, scope);
      default:
        return dyn;
    }
  }

  private refuse(expr: Expr, message: string): DeclaredType {
    this.issues.push({ offset: this.offsetOf(expr), message });
    return dyn;
  }

  /** A call is where its bracket is. */
  private offsetOf({ id, exprKind }: Expr): number {
    const offset = this.positions[String(id)] ?? 0;
    const isNamed =
      exprKind.case === 'callExpr' && /^[a-zA-Z]/.test(exprKind.value.function)
        ? exprKind.value.function !== 'in'
        : exprKind.case === 'selectExpr' && exprKind.value.testOnly;
    return isNamed ? Math.max(offset, this.source.indexOf('(', offset)) : offset;
  }

  private checkName(expr: Expr, name: string, scope: Scope): DeclaredType {
    const found = scope.get(name);
    if (found !== undefined) return found;
    if (typeNames.has(name)) return typeType;
    return this.refuse(expr, `undeclared reference to '${name}' (in container '')`);
  }

  private checkField(expr: Expr, select: ExprKind<'selectExpr'>, scope: Scope): DeclaredType {
    const { operand, field, testOnly } = select;
    const of = this.check(operand, scope);
    const found = this.fieldOf(expr, of, field);
    return testOnly ? bool : found;
  }

  private fieldOf(expr: Expr, of: DeclaredType, field: string): DeclaredType {
    if (isDyn(of)) return dyn;
    if (of.kind === 'map') return of.value;
    if (of.kind !== 'object') {
      return this.refuse(expr, `type '${typeText(of)}' does not support field selection`);
    }
    return of.fields.get(field) ?? this.refuse(expr, `undefined field '${field}'`);
  }

  private checkCall(expr: Expr, call: ExprKind<'callExpr'>, scope: Scope): DeclaredType {
    const { function: name, target } = call;
    const isMethod = target !== undefined;
    const called = isMethod ? [target, ...call.args] : call.args;
    if (name === 'matches') this.checkPattern(call.args.at(-1));
    const overloads = signatures.get(name)?.filter((each) => each.isMethod === isMethod) ?? [];
    if (overloads.length === 0) {
      // What upstream's libraries have and this server has not is said to be just that.
      const isElsewhere = notEvaluated.has(name);
      for (const arg of isElsewhere ? [] : called) this.check(arg, scope);
      const why = isElsewhere
        ? `'${name}' is not evaluated by this server`
        : `undeclared reference to '${name}' (in container '')`;
      return this.refuse(expr, why);
    }
    const args = called.map((arg) => this.check(arg, scope));
    const results = overloads.flatMap((overload) => {
      const parameters: TypeParameters = new Map();
      const fits =
        overload.args.length === args.length &&
        args.every((arg, at) => isAssignable(arg, overload.args[at] ?? dyn, parameters));
      return fits ? [substitute(overload.result, parameters)] : [];
    });
    const [first] = results;
    if (first === undefined) {
      const given = isMethod
        ? `${args.slice(0, 1).map(typeText)}.(${args.slice(1).map(typeText).join(', ')})`
        : `(${args.map(typeText).join(', ')})`;
      return this.refuse(expr, `found no matching overload for '${name}' applied to '${given}'`);
    }
    return results.every((each) => typeText(each) === typeText(first)) ? first : dyn;
  }

  private checkPattern(pattern: Expr | undefined): void {
    if (pattern?.exprKind.case !== 'constExpr') return;
    const { constantKind } = pattern.exprKind.value;
    if (constantKind.case !== 'stringValue') return;
    try {
      RE2JS.compile(constantKind.value);
    } catch {
      this.refuse(pattern, 'invalid matches argument');
    }
  }

  private checkMap(expr: Expr, struct: ExprKind<'structExpr'>, scope: Scope): DeclaredType {
    const { messageName, entries } = struct;
    if (messageName !== '') {
      return this.refuse(expr, `undeclared reference to '${messageName}' (in container '')`);
    }
    const keys = entries.map(({ keyKind: { case: kind, value } }) =>
      kind === 'mapKey' ? value : undefined,
    );
    const values = entries.map(({ value }) => value);
    return mapOf(this.checkAlike(keys, scope), this.checkAlike(values, scope));
  }

  /** Elements of one literal have one type. */
  private checkAlike(elements: readonly (Expr | undefined)[], scope: Scope): DeclaredType {
    const parameters: TypeParameters = new Map();
    const shared: DeclaredType = { kind: 'parameter', name: 'A' };
    for (const element of elements) {
      const found = this.check(element, scope);
      if (element === undefined || isAssignable(found, shared, parameters)) continue;
      const first = typeText(substitute(shared, parameters));
      this.refuse(element, `expected type '${first}' but found '${typeText(found)}'`);
    }
    return substitute(shared, parameters);
  }

  private checkMacro(expr: Expr, macro: ExprKind<'comprehensionExpr'>, scope: Scope): DeclaredType {
    const range = this.check(macro.iterRange, scope);
    const start = this.check(macro.accuInit, scope);
    const element = elementOf(range);
    if (element === undefined) {
      return this.refuse(
        macro.iterRange ?? expr,
        `expression of type '${typeText(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
      );
    }
    const within = new Map(scope).set(macro.iterVar, element).set(macro.accuVar, start);
    this.check(macro.loopCondition, within);
    const step = this.check(macro.loopStep, within);
    return this.check(macro.result, new Map(scope).set(macro.accuVar, commonType([start, step])));
  }
}

function elementOf(range: DeclaredType): DeclaredType | undefined {
  if (isDyn(range)) return dyn;
  if (range.kind === 'list') return range.element;
  return range.kind === 'map' ? range.key : undefined;
}

/** The type all of them have; `dyn` where they differ. */
function commonType(types: readonly DeclaredType[]): DeclaredType {
  const parameters: TypeParameters = new Map();
  const shared: DeclaredType = { kind: 'parameter', name: 'A' };
  const agree = types.every((each) => isAssignable(each, shared, parameters));
  return agree ? substitute(shared, parameters) : dyn;
}

function constantType({ constantKind }: ExprKind<'constExpr'>): DeclaredType {
  switch (constantKind.case) {
    case 'boolValue':
      return bool;
    case 'int64Value':
      return int;
    case 'uint64Value':
      return uint;
    case 'doubleValue':
      return double;
    case 'stringValue':
      return string;
    case 'bytesValue':
      return bytes;
    default:
      return nullType;
  }
}
