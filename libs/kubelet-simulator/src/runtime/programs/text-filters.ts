import type { Process } from '../kernel/process.js';
import { openPath } from '../shell/redirection.js';
import { readOptions } from './arguments.js';
import { complainOf } from './complaint.js';
import { unescaped } from './escapes.js';
import type { Program, Programs } from './program.js';
import { linesOf, nextDescriptor, withInputs } from './text-streams.js';

const cat: Program = async (process, args) => {
  const { operands, has } = readOptions(args);
  let number = 0;
  return withInputs(process, 'cat', operands, async (descriptor) => {
    if (has('n')) {
      for await (const line of linesOf(process, descriptor)) {
        number += 1;
        await process.print(`${String(number).padStart(6)}\t${line}\n`);
      }
      return;
    }
    for (
      let bytes = await process.read(descriptor);
      bytes;
      bytes = await process.read(descriptor)
    ) {
      await process.write(1, bytes);
    }
  });
};

const head: Program = async (process, args) => {
  const options = readOptions(shortCount(args), ['n', 'c', 'lines', 'bytes']);
  const bytesWanted = options.value('c', 'bytes');
  const linesWanted = Number(options.value('n', 'lines') ?? 10);
  return withInputs(process, 'head', options.operands, async (descriptor, path) => {
    if (options.operands.length > 1) await process.print(`==> ${path} <==\n`);
    if (bytesWanted !== undefined) {
      let left = sizeFrom(bytesWanted);
      while (left > 0) {
        const bytes = await process.read(descriptor, Math.min(left, 16 * 1024));
        if (!bytes) return;
        left -= bytes.length;
        await process.write(1, bytes);
      }
      return;
    }
    let count = 0;
    if (linesWanted <= 0) return;
    for await (const line of linesOf(process, descriptor)) {
      await process.print(`${line}\n`);
      count += 1;
      if (count >= linesWanted) return;
    }
  });
};

const tail: Program = async (process, args) => {
  const options = readOptions(shortCount(args), ['n', 'c', 'lines', 'bytes']);
  const wanted = options.value('n', 'lines') ?? '10';
  return withInputs(process, 'tail', options.operands, async (descriptor) => {
    const kept: string[] = [];
    const from = wanted.startsWith('+') ? Number(wanted) : undefined;
    const count = Math.abs(Number(wanted)) || 0;
    let number = 0;
    for await (const line of linesOf(process, descriptor)) {
      number += 1;
      if (from !== undefined) {
        if (number >= from) await process.print(`${line}\n`);
        continue;
      }
      process.hold(line.length);
      kept.push(line);
      if (kept.length > count) process.hold(-(kept.shift()?.length ?? 0));
    }
    for (const line of kept) await process.print(`${line}\n`);
    if (options.has('f', 'F')) await follow(process, descriptor);
  });
};

/** How often `tail -f` looks, by the cluster's clock. */
const followIntervalMs = 1000;

async function follow(process: Process, descriptor: number): Promise<never> {
  for (;;) {
    const bytes = await process.read(descriptor);
    if (bytes) await process.write(1, bytes);
    else await process.sleep(followIntervalMs);
  }
}

/** `-5` is `-n 5`. */
function shortCount(args: readonly string[]): string[] {
  return args.flatMap((arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg]));
}

/** `10`, `4k`, `1M`, `1G`. */
export function sizeFrom(word: string): number {
  const [, digits = '0', unit = ''] = /^(\d+)([kKmMgGb]?)/.exec(word) ?? [];
  const factor = { k: 1024, m: 1024 ** 2, g: 1024 ** 3, b: 512 }[unit.toLowerCase()] ?? 1;
  return Number(digits) * factor;
}

const wc: Program = async (process, args) => {
  const { operands, has } = readOptions(args);
  const all = !has('l', 'w', 'c', 'm');
  return withInputs(process, 'wc', operands, async (descriptor, path) => {
    let [lines, words, bytes] = [0, 0, 0];
    for (
      let chunk = await process.read(descriptor);
      chunk;
      chunk = await process.read(descriptor)
    ) {
      const text = Buffer.from(chunk).toString('utf8');
      bytes += chunk.length;
      lines += text.split('\n').length - 1;
      words += text.match(/\S+/g)?.length ?? 0;
    }
    const shown = [
      all || has('l') ? [lines] : [],
      all || has('w') ? [words] : [],
      all || has('c', 'm') ? [bytes] : [],
    ].flat();
    const width = shown.length > 1 ? 7 : 0;
    const name = path === '-' ? '' : ` ${path}`;
    await process.print(`${shown.map((n) => String(n).padStart(width)).join(' ')}${name}\n`);
  });
};

const sort: Program = async (process, args) => {
  const options = readOptions(args, ['k', 't']);
  const lines: string[] = [];
  const status = await withInputs(process, 'sort', options.operands, async (descriptor) => {
    for await (const line of linesOf(process, descriptor)) {
      process.hold(line.length + 8);
      lines.push(line);
    }
  });
  const column = Number.parseInt(options.value('k') ?? '0', 10);
  const separator = options.value('t') ?? /\s+/;
  const key = (line: string) =>
    column > 0 ? (line.trim().split(separator)[column - 1] ?? '') : line;
  const number = (line: string) => Number.parseFloat(key(line)) || 0;
  const compare = (a: string, b: string) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
  await process.step(lines.length / 5);
  lines.sort((a, b) => (options.has('n') ? number(a) - number(b) || compare(a, b) : compare(a, b)));
  if (options.has('r')) lines.reverse();
  const shown = options.has('u')
    ? lines.filter((line, at) => at === 0 || line !== lines[at - 1])
    : lines;
  for (const line of shown) await process.print(`${line}\n`);
  return status;
};

const uniq: Program = async (process, args) => {
  const { operands, has } = readOptions(args);
  return withInputs(process, 'uniq', operands.slice(0, 1), async (descriptor) => {
    let last: string | undefined;
    let count = 0;
    const flush = async () => {
      if (last === undefined || (has('d') && count < 2) || (has('u') && count > 1)) return;
      await process.print(has('c') ? `${String(count).padStart(7)} ${last}\n` : `${last}\n`);
    };
    for await (const line of linesOf(process, descriptor)) {
      if (line !== last) {
        await flush();
        count = 0;
      }
      last = line;
      count += 1;
    }
    await flush();
  });
};

const cut: Program = async (process, args) => {
  const options = readOptions(args, ['d', 'f', 'c', 'b']);
  const ranges = (options.value('f', 'c', 'b') ?? '').split(',').map((range) => {
    const [from = '', to = from] = range.split('-');
    return [
      Number(from || 1),
      range.endsWith('-') ? Number.POSITIVE_INFINITY : Number(to),
    ] as const;
  });
  const isIn = (at: number) => ranges.some(([from, to]) => at + 1 >= from && at + 1 <= to);
  const delimiter = options.has('f') ? (options.value('d') ?? '\t') : '';
  return withInputs(process, 'cut', options.operands, async (descriptor) => {
    for await (const line of linesOf(process, descriptor)) {
      const parts = line.split(delimiter);
      const whole = options.has('f') && parts.length === 1;
      await process.print(`${whole ? line : parts.filter((_, at) => isIn(at)).join(delimiter)}\n`);
    }
  });
};

const tr: Program = async (process, args) => {
  const { operands, has } = readOptions(args);
  const [from = '', to = ''] = operands.map(characters);
  const complement = has('c', 'C');
  const isFrom = (one: string) => from.includes(one) !== complement;
  const map = (one: string) =>
    (complement ? to.at(-1) : (to[from.indexOf(one)] ?? to.at(-1))) ?? one;
  let last = '';
  for (let bytes = await process.read(0); bytes; bytes = await process.read(0)) {
    await process.step(bytes.length / 50);
    let out = '';
    for (const one of Buffer.from(bytes).toString('utf8')) {
      if (has('d') && isFrom(one)) continue;
      const made = !has('d') && to && isFrom(one) ? map(one) : one;
      if (has('s') && made === last && (to || from).includes(made)) continue;
      last = made;
      out += made;
    }
    await process.print(out);
  }
  return 0;
};

function characters(set: string): string {
  const named = set
    .replace('[:lower:]', 'a-z')
    .replace('[:upper:]', 'A-Z')
    .replace('[:digit:]', '0-9')
    .replace('[:alpha:]', 'A-Za-z')
    .replace('[:alnum:]', 'A-Za-z0-9')
    .replace('[:space:]', ' \\t\\n\\r');
  return unescaped(named).text.replace(/([\s\S])-([\s\S])/g, (_, from: string, to: string) => {
    const first = from.charCodeAt(0);
    const count = Math.min(Math.max(to.charCodeAt(0) - first + 1, 0), 256);
    return Array.from({ length: count }, (_, n) => String.fromCharCode(first + n)).join('');
  });
}

const tee: Program = async (process, args) => {
  const { operands, has } = readOptions(args);
  const descriptors: number[] = [];
  let status = 0;
  for (const path of operands) {
    try {
      const file = openPath(process, path, has('a') ? '>>' : '>');
      const descriptor = nextDescriptor(process);
      process.files.set(descriptor, file);
      descriptors.push(descriptor);
    } catch (error) {
      status = 1;
      await complainOf(process, 'open tee', error, path);
    }
  }
  for (let bytes = await process.read(0); bytes; bytes = await process.read(0)) {
    for (const descriptor of [1, ...descriptors]) await process.write(descriptor, bytes);
  }
  return status;
};

const base64: Program = async (process, args) => {
  const { operands, has } = readOptions(args, ['w']);
  return withInputs(process, 'base64', operands, async (descriptor) => {
    const content = await process.readAll(descriptor);
    process.hold(-content.length);
    if (has('d', 'D'))
      return process.write(1, Buffer.from(Buffer.from(content).toString('utf8'), 'base64'));
    const text = Buffer.from(content).toString('base64');
    const lines = has('w') ? [text] : (text.match(/.{1,76}/g) ?? []);
    await process.print(`${lines.join('\n')}\n`);
  });
};

export const filterPrograms: Programs = { cat, head, tail, wc, sort, uniq, cut, tr, tee, base64 };
