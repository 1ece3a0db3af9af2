import { launch } from '../kernel/execute.js';
import { statusCode } from '../kernel/process.js';
import { readOptions } from './arguments.js';
import { missingOperand } from './complaint.js';
import type { Program } from './program.js';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Undefined for what is no duration. */
function durationMs(words: readonly string[]): number | undefined {
  let total = 0;
  for (const word of words) {
    if (word === 'infinity' || word === 'inf') return Number.MAX_SAFE_INTEGER;
    const found = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word);
    if (!found) return undefined;
    total += Number(found[1]) * (units[found[2] ?? ''] ?? 1) * 1000;
  }
  return total;
}

export const sleep: Program = async (process, args) => {
  if (args.length === 0) return missingOperand(process, 'sleep');
  const duration = durationMs(args);
  if (duration === undefined) {
    const isBusybox = process.kernel.userland === 'busybox';
    await process.complain(
      `sleep: ${isBusybox ? 'invalid number' : 'invalid time interval'} '${args.join(' ')}'`,
    );
    return 1;
  }
  await process.sleep(duration);
  return 0;
};

/** Runs a program, and ends it when its time is up. */
export const timeout: Program = async (process, args) => {
  const options = readOptions(args.slice(0, args.findIndex((arg) => /^\d/.test(arg)) + 1), [
    's',
    'k',
  ]);
  const [limit = '0'] = options.operands;
  const words = args.slice(args.indexOf(limit) + 1);
  const child = launch(process, words);
  const cancel = process.kernel.clock.after(durationMs([limit]) ?? 0, () =>
    child.receive('SIGTERM'),
  );
  const status = await process.wait(child.exit);
  cancel();
  return status.signal === 'SIGTERM'
    ? process.kernel.userland === 'busybox'
      ? 143
      : 124
    : statusCode(status);
};
