import type { Program } from './program.js';

/** More digits take a processor for seconds. */
const digitsMax = 10_000;

/** Of Perl the one line that every tutorial on Jobs runs: `print bpi(2000)` of its big numbers. */
export const perl: Program = async (process, args) => {
  const code = args.at(-1) ?? '';
  const [, digits] = /^\s*print\s+bpi\((\d+)\)\s*;?\s*$/.exec(code) ?? [];
  if (digits === undefined || !args.some((arg) => arg.startsWith('-Mbignum'))) {
    await process.complain('perl: only print bpi(DIGITS) of -Mbignum=bpi is simulated');
    return 2;
  }
  const wanted = Math.min(Math.max(Number(digits), 1), digitsMax);
  await process.step(wanted);
  const text = pi(wanted);
  const isLine = args.some((arg) => /^-[a-z]*l/.test(arg));
  await process.print(isLine ? `${text}\n` : text);
  return 0;
};

/** Rounded to so many digits, by Machin's formula. */
function pi(digits: number): string {
  const guard = 10n;
  const unit = 10n ** (BigInt(digits) + guard);
  const scaled = 4n * (4n * arctanOfInverse(5n, unit) - arctanOfInverse(239n, unit));
  const rounded = (scaled / 10n ** guard + 5n) / 10n;
  const text = String(rounded);
  return digits === 1 ? text : `${text[0]}.${text.slice(1)}`;
}

function arctanOfInverse(n: bigint, unit: bigint): bigint {
  const square = n * n;
  let power = unit / n;
  let sum = power;
  for (let k = 3n, sign = -1n; power > 0n; k += 2n, sign = -sign) {
    power /= square;
    sum += (sign * power) / k;
  }
  return sum;
}
