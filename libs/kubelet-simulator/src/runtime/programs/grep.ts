import { readOptions } from './arguments.js';
import type { Program, Programs } from './program.js';
import { linesOf, withInputs } from './text-streams.js';

/** Basic regular expressions written as extended ones: `\(` groups, `(` is itself. */
function extended(basic: string): string {
  return basic.replace(/\[[^\]]*\]|\\[(){}|+?]|[(){}|+?]|\\./g, (found) => {
    if (/^\\[(){}|+?]$/.test(found)) return found.slice(1);
    return /^[(){}|+?]$/.test(found) ? `\\${found}` : found;
  });
}

const grep: Program = async (process, args) => {
  const options = readOptions(args, ['e', 'm', 'A', 'B', 'C']);
  const given = options.value('e');
  const [first = '', ...others] = options.operands;
  const pattern = given ?? first;
  const paths = given === undefined ? others : options.operands;
  const { RE2JS } = await process.wait(import('@bufbuild/re2'));
  const plain = options.has('F')
    ? RE2JS.quote(pattern)
    : options.has('E')
      ? pattern
      : extended(pattern);
  const worded = options.has('w')
    ? `\\b(?:${plain})\\b`
    : options.has('x')
      ? `^(?:${plain})$`
      : plain;
  let matcher: InstanceType<typeof RE2JS>;
  try {
    matcher = RE2JS.compile(worded, options.has('i') ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    await process.complain(`grep: bad regex '${pattern}'`);
    return 2;
  }
  let matched = 0;
  const status = await withInputs(process, 'grep', paths, async (descriptor, path) => {
    const named = paths.length > 1 && !options.has('h') ? `${path}:` : '';
    let [count, number] = [0, 0];
    for await (const line of linesOf(process, descriptor)) {
      number += 1;
      await process.step(line.length / 200);
      if (matcher.test(line) === options.has('v')) continue;
      count += 1;
      matched += 1;
      if (options.has('q')) return;
      if (options.has('l', 'c')) continue;
      await process.print(`${named}${options.has('n') ? `${number}:` : ''}${line}\n`);
    }
    if (options.has('l') && count > 0) await process.print(`${path}\n`);
    else if (options.has('c')) await process.print(`${named}${count}\n`);
  });
  return status || (matched > 0 ? 0 : 1);
};

export const patternPrograms: Programs = { grep };
