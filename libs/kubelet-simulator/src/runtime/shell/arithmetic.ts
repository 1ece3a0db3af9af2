import type { ArithmeticExpression } from 'unbash';
import { ShellError } from './shell-error.js';

/** Variables as arithmetic sees them, and how a word in it is expanded. */
export interface ArithmeticScope {
  expand(word: Extract<ArithmeticExpression, { type: 'ArithmeticWord' }>): Promise<string>;
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

const integer = /^[+-]?(0[xX][0-9a-fA-F]+|\d+)$/;
const variable = /^[A-Za-z_]\w*$/;

/** The value of `$((…))`, in 64 bits as shells count. */
export async function evaluate(
  node: ArithmeticExpression | undefined,
  scope: ArithmeticScope,
): Promise<bigint> {
  if (!node) return 0n;
  switch (node.type) {
    case 'ArithmeticWord':
      return numberOf(await scope.expand(node), scope);
    case 'ArithmeticGroup':
      return evaluate(node.expression, scope);
    case 'ArithmeticTernary':
      return (await evaluate(node.test, scope)) !== 0n
        ? evaluate(node.consequent, scope)
        : evaluate(node.alternate, scope);
    case 'ArithmeticUnary':
      return unary(node, scope);
    case 'ArithmeticBinary':
      return binary(node, scope);
    case 'ArithmeticCommandExpansion':
      throw new ShellError('arithmetic syntax error');
  }
}

function numberOf(text: string, scope: ArithmeticScope, depth = 0): bigint {
  const word = text.trim();
  if (word === '') return 0n;
  if (integer.test(word)) {
    const octal = /^0\d+$/.test(word) ? `0o${word.slice(1)}` : word;
    return BigInt.asIntN(64, word.startsWith('-') ? -BigInt(octal.slice(1)) : BigInt(octal));
  }
  if (!variable.test(word) || depth > 10) throw new ShellError('arithmetic syntax error');
  return numberOf(scope.get(word) ?? '', scope, depth + 1);
}

type Unary = Extract<ArithmeticExpression, { type: 'ArithmeticUnary' }>;
type Binary = Extract<ArithmeticExpression, { type: 'ArithmeticBinary' }>;

async function unary(
  { operator, operand, prefix }: Unary,
  scope: ArithmeticScope,
): Promise<bigint> {
  const value = await evaluate(operand, scope);
  if (operator === '++' || operator === '--') {
    const changed = value + (operator === '++' ? 1n : -1n);
    scope.set(nameOf(operand), String(changed));
    return prefix ? changed : value;
  }
  if (operator === '-') return -value;
  if (operator === '!') return value === 0n ? 1n : 0n;
  return operator === '~' ? ~value : value;
}

async function binary({ operator, left, right }: Binary, scope: ArithmeticScope): Promise<bigint> {
  if (operator === '&&' || operator === '||') {
    const first = (await evaluate(left, scope)) !== 0n;
    if (first === (operator === '||')) return first ? 1n : 0n;
    return (await evaluate(right, scope)) !== 0n ? 1n : 0n;
  }
  const b = await evaluate(right, scope);
  const isAssignment = /^(=|[-+*/%&|^]=|<<=|>>=)$/.test(operator);
  if (!isAssignment) return calculate(operator, await evaluate(left, scope), b);
  const name = nameOf(left);
  const value = operator === '=' ? b : calculate(operator.slice(0, -1), numberOf(name, scope), b);
  scope.set(name, String(value));
  return value;
}

function nameOf(node: ArithmeticExpression): string {
  if (node.type === 'ArithmeticWord' && variable.test(node.value)) return node.value;
  throw new ShellError('arithmetic syntax error');
}

const truth = (is: boolean) => (is ? 1n : 0n);

/** Powers above this have no place in 64 bits. */
const exponentMax = 64n;

function calculate(operator: string, a: bigint, b: bigint): bigint {
  if ((operator === '/' || operator === '%') && b === 0n) throw new ShellError('divide by zero');
  if (operator === '**' && (b < 0n || b > exponentMax))
    throw new ShellError('exponent out of range');
  const operations: Record<string, () => bigint> = {
    '+': () => a + b,
    '-': () => a - b,
    '*': () => a * b,
    '/': () => a / b,
    '%': () => a % b,
    '**': () => a ** b,
    '<': () => truth(a < b),
    '>': () => truth(a > b),
    '<=': () => truth(a <= b),
    '>=': () => truth(a >= b),
    '==': () => truth(a === b),
    '!=': () => truth(a !== b),
    '&': () => a & b,
    '|': () => a | b,
    '^': () => a ^ b,
    '<<': () => a << (b & 63n),
    '>>': () => a >> (b & 63n),
    ',': () => b,
  };
  const operation = operations[operator];
  if (!operation) throw new ShellError('arithmetic syntax error');
  return BigInt.asIntN(64, operation());
}
