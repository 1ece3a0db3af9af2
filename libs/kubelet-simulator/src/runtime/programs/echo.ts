import type { Process } from '../kernel/process.js';
import { unescaped } from './escapes.js';

export async function echo(process: Process, args: readonly string[]): Promise<number> {
  let at = 0;
  let newline = true;
  let escapes = false;
  for (; /^-[neE]+$/.test(args[at] ?? ''); at++) {
    const word = args[at] ?? '';
    if (word.includes('n')) newline = false;
    if (word.includes('e')) escapes = true;
    if (word.includes('E')) escapes = false;
  }
  const joined = args.slice(at).join(' ');
  const { text, isCut } = escapes ? unescaped(joined) : { text: joined, isCut: false };
  await process.print(text + (newline && !isCut ? '\n' : ''));
  return 0;
}
