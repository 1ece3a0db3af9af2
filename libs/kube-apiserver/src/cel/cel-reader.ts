import { parse } from '@bufbuild/cel';
import type { Expr, ParsedExpression } from './cel-checker.js';
import { compileError } from './cel-compile-error.js';

/** Nobody writes longer ones by hand, and an object may bring many. */
const sourceLengthMax = 16_384;
/** Brackets and operators in one another: the reader calls itself for each (cel-go allows 250). */
const depthMax = 250;

export type Macro = Extract<Expr['exprKind'], { case: 'comprehensionExpr' }>['value'];

export interface ReadExpression {
  readonly expr: Expr;
  /** Characters before each part, by its id. */
  readonly positions: Readonly<Record<string, number>>;
  readonly macros: readonly Macro[];
}

/** Reads an expression. Throws {@link CelCompileError}. */
export function readExpression(source: string): ReadExpression {
  if (source.length > sourceLengthMax) {
    throw compileError(source.slice(0, 0), [
      { offset: 0, message: `expression is longer than ${sourceLengthMax} characters` },
    ]);
  }
  const { expr, sourceInfo } = parsed(source);
  const macros: Macro[] = [];
  const depth = collectMacros(expr, macros, 0);
  if (depth > depthMax) {
    const message = `expression recursion limit exceeded: ${depthMax}`;
    throw compileError(source, [{ offset: 0, message }]);
  }
  return { expr, positions: sourceInfo?.positions ?? {}, macros };
}

function parsed(source: string): ParsedExpression {
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof RangeError) {
      const message = `expression recursion limit exceeded: ${depthMax}`;
      throw compileError(source, [{ offset: 0, message }]);
    }
    if (!(error instanceof Error) || !('location' in error)) throw error;
    // The reader's own error: it says where.
    const { start } = error.location as { start: { offset: number } };
    const optional = /[.[]\?/.exec(source);
    if (optional !== null) {
      const message = 'optional fields and elements are not evaluated by this server';
      throw compileError(source, [{ offset: optional.index, message }]);
    }
    const why = error.message.replace(/^<input>:\d+:\d+: /, '');
    throw compileError(source, [{ offset: start.offset, message: `Syntax error: ${why}` }]);
  }
}

/** How deep it goes. */
function collectMacros(expr: Expr | undefined, macros: Macro[], depth: number): number {
  if (expr === undefined) return depth;
  if (expr.exprKind.case === 'comprehensionExpr') macros.push(expr.exprKind.value);
  return Math.max(depth, ...partsOf(expr).map((part) => collectMacros(part, macros, depth + 1)));
}

function partsOf({ exprKind }: Expr): readonly (Expr | undefined)[] {
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
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
      return [iterRange, accuInit, loopCondition, loopStep, result];
    }
    default:
      return [];
  }
}
