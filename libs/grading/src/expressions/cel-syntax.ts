import type { parse } from '@bufbuild/cel';

export type Expr = ReturnType<typeof parse>['expr'];
export type Macro = Extract<Expr['exprKind'], { case: 'comprehensionExpr' }>['value'];

export interface CelSyntax {
  readonly macros: Macro[];
  additions: number;
  readonly variables: Set<string>;
  /** Fields that are read of variables, such as `object.spec.replicas`. */
  readonly fields: Set<string>;
}

/** Collects from a parsed expression what its cost and its variables depend on. */
export function inspect(expr: Expr): CelSyntax {
  const found: CelSyntax = { macros: [], additions: 0, variables: new Set(), fields: new Set() };
  visit(expr, new Set(), found);
  return found;
}

function visit(expr: Expr | undefined, bound: ReadonlySet<string>, found: CelSyntax): void {
  if (expr === undefined) return;
  const { exprKind } = expr;
  if (exprKind.case === 'comprehensionExpr') {
    const { value: macro } = exprKind;
    found.macros.push(macro);
    for (const child of [macro.iterRange, macro.accuInit]) visit(child, bound, found);
    const inside = new Set([...bound, macro.iterVar, macro.accuVar]);
    for (const child of [macro.loopCondition, macro.loopStep, macro.result]) {
      visit(child, inside, found);
    }
    return;
  }
  const [variable = '', ...field] = fieldPath(expr);
  if (field.length > 0 && !bound.has(variable)) {
    found.variables.add(variable);
    found.fields.add([variable, ...field].join('.'));
    return;
  }
  if (exprKind.case === 'identExpr' && !bound.has(exprKind.value.name)) {
    found.variables.add(exprKind.value.name);
  }
  if (exprKind.case === 'callExpr' && exprKind.value.function === '_+_') found.additions++;
  for (const child of childrenOf(exprKind)) visit(child, bound, found);
}

/** `['object', 'spec', 'replicas']`; empty where it is something else. */
function fieldPath(expr: Expr | undefined): string[] {
  if (expr?.exprKind.case === 'identExpr') return [expr.exprKind.value.name];
  if (expr?.exprKind.case !== 'selectExpr') return [];
  const operand = fieldPath(expr.exprKind.value.operand);
  return operand.length === 0 ? [] : [...operand, expr.exprKind.value.field];
}

function childrenOf(exprKind: Expr['exprKind']): readonly (Expr | undefined)[] {
  switch (exprKind.case) {
    case 'selectExpr':
      return [exprKind.value.operand];
    case 'callExpr':
      return [exprKind.value.target, ...exprKind.value.args];
    case 'listExpr':
      return exprKind.value.elements;
    case 'structExpr':
      return exprKind.value.entries.flatMap(({ keyKind, value }) => [
        keyKind.case === 'mapKey' ? keyKind.value : undefined,
        value,
      ]);
    default:
      return [];
  }
}
