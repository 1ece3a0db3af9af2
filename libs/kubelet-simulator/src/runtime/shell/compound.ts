import type { Case, CompoundCommand, For, TestExpression, While } from 'unbash';
import { evaluate } from './arithmetic.js';
import { expandFields, expandPattern, expandText } from './expansion.js';
import { compilePattern } from './pattern.js';
import type { Shell } from './shell.js';
import { Jump, ShellError } from './shell-error.js';
import { testWords } from './test-expression.js';

/** `if`, `for`, `while`, `case`, `{ }`, `[[ ]]` and `(( ))`. */
export async function runCompound(shell: Shell, node: CompoundCommand): Promise<number> {
  switch (node.type) {
    case 'BraceGroup':
      return shell.runList(node.body);
    case 'If': {
      for (const { clause, then } of [node, ...node.elif]) {
        if ((await shell.test(() => shell.runList(clause))) === 0) return shell.runList(then);
      }
      return node.else ? shell.runList(node.else) : 0;
    }
    case 'For':
      return runFor(shell, node);
    case 'While':
      return runWhile(shell, node);
    case 'Case':
      return runCase(shell, node);
    case 'ArithmeticCommand':
      return (await evaluate(node.expression, shell.arithmeticScope)) === 0n ? 1 : 0;
    case 'ArithmeticFor': {
      await evaluate(node.initialize, shell.arithmeticScope);
      const goesOn = async () =>
        !node.test || (await evaluate(node.test, shell.arithmeticScope)) !== 0n;
      while (await goesOn()) {
        if (await leaves(shell, () => shell.runList(node.body))) break;
        await evaluate(node.update, shell.arithmeticScope);
      }
      return shell.state.status;
    }
    case 'TestCommand':
      return (await isTrue(shell, node.expression)) ? 0 : 1;
    default:
      throw new ShellError(`${node.type.toLowerCase()}: not supported`);
  }
}

async function runFor(shell: Shell, { name, wordlist, body }: For): Promise<number> {
  const words: string[] = [];
  for (const word of wordlist ?? []) words.push(...(await expandFields(shell, word)));
  for (const word of wordlist ? words : shell.state.parameters) {
    shell.state.set(name.value, word);
    if (await leaves(shell, () => shell.runList(body))) break;
  }
  return words.length === 0 && wordlist ? 0 : shell.state.status;
}

async function runWhile(shell: Shell, { kind, clause, body }: While): Promise<number> {
  let status = 0;
  for (;;) {
    const left = await leaves(shell, async () => {
      const test = await shell.test(() => shell.runList(clause));
      if ((test === 0) !== (kind === 'while')) throw new Jump('break', 1);
      status = await shell.runList(body);
    });
    if (left) return status;
  }
}

/** Whether `break`, or one for a loop further out, ends the loop. */
async function leaves(shell: Shell, round: () => Promise<unknown>): Promise<boolean> {
  await shell.process.step();
  try {
    await round();
    return false;
  } catch (error) {
    if (!(error instanceof Jump) || error.kind === 'return') throw error;
    if (error.count > 1) throw new Jump(error.kind, error.count - 1);
    return error.kind === 'break';
  }
}

async function runCase(shell: Shell, { word, items }: Case): Promise<number> {
  const text = await expandText(shell, word);
  let falls = false;
  let status = 0;
  for (const { pattern, body, terminator } of items) {
    let fits = falls;
    for (const one of pattern) fits ||= compilePattern(await expandPattern(shell, one))(text);
    await shell.process.step(1 + text.length / 500);
    if (!fits) continue;
    status = await shell.runList(body);
    if (terminator !== ';&' && terminator !== ';;&') return status;
    falls = terminator === ';&';
  }
  return status;
}

async function isTrue(shell: Shell, node: TestExpression): Promise<boolean> {
  switch (node.type) {
    case 'TestGroup':
      return isTrue(shell, node.expression);
    case 'TestNot':
      return (await isTrue(shell, node.operand)) === (node.negations.length % 2 === 0);
    case 'TestLogical': {
      for (const operand of node.operands) {
        const is = await isTrue(shell, operand);
        if (is === (node.operator === '||')) return is;
      }
      return node.operator === '&&';
    }
    case 'TestUnary':
      return testWords(shell.process, [node.operator, await expandText(shell, node.operand)]);
    case 'TestBinary': {
      const left = await expandText(shell, node.left);
      const { operator } = node;
      if (operator === '==' || operator === '=' || operator === '!=') {
        const fits = compilePattern(await expandPattern(shell, node.right))(left);
        return fits === (operator !== '!=');
      }
      if (operator === '=~') {
        const { RE2JS } = await import('@bufbuild/re2');
        return RE2JS.compile(await expandText(shell, node.right)).test(left);
      }
      return testWords(shell.process, [left, operator, await expandText(shell, node.right)]);
    }
  }
}
