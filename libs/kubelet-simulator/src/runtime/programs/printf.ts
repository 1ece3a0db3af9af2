import type { Process } from '../kernel/process.js';
import { unescaped } from './escapes.js';

const directive = /%(%|([-+ 0#]*)(\d+|\*)?(?:\.(\d+))?([diouxXcsbqfeg]))/g;
/** Wider fields are cut to this: a width is an easy way to ask for much memory. */
const widthMax = 4096;

/** printf(1): the format again for as long as there are arguments. */
export async function printf(process: Process, args: readonly string[]): Promise<number> {
  const [format = '', ...values] = args[0] === '--' ? args.slice(1) : args;
  let status = 0;
  const left = [...values];
  do {
    await process.step();
    const before = left.length;
    const text = unescaped(format.replace(/%b/g, '%s')).text.replace(
      directive,
      (
        whole,
        literal: string,
        flags = '',
        width = '',
        precision: string | undefined,
        kind = 's',
      ) => {
        if (literal === '%') return '%';
        const value = left.shift() ?? '';
        const made = convert(kind, value, precision);
        if (made === undefined) status = 1;
        return pad(made ?? (kind === 's' ? whole : '0'), flags, Number(width) || 0);
      },
    );
    await process.print(text);
    if (left.length === before) break;
  } while (left.length > 0);
  return status;
}

function convert(kind: string, value: string, precision: string | undefined): string | undefined {
  if (kind === 's' || kind === 'b' || kind === 'q') {
    return precision === undefined ? value : value.slice(0, Number(precision));
  }
  if (kind === 'c') return value.slice(0, 1);
  const number = /^['"]/.test(value) ? (value.codePointAt(1) ?? 0) : Number(value || 0);
  if (Number.isNaN(number)) return undefined;
  if ('feg'.includes(kind)) return number.toFixed(Math.min(Number(precision ?? 6), 20));
  const whole = Math.trunc(number);
  if (kind === 'x' || kind === 'X') {
    const hex = whole.toString(16);
    return kind === 'X' ? hex.toUpperCase() : hex;
  }
  return kind === 'o' ? whole.toString(8) : String(whole);
}

function pad(text: string, flags: string, width: number): string {
  const to = Math.min(width, widthMax);
  if (flags.includes('-')) return text.padEnd(to);
  return text.padStart(to, flags.includes('0') ? '0' : ' ');
}
