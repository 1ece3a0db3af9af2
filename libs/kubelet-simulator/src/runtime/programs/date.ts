import { mayUse } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import { readOptions } from './arguments.js';
import { complainOf } from './complaint.js';
import type { Program } from './program.js';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Setting the clock takes CAP_SYS_TIME; the container then sees another time. */
export const date: Program = async (process, args) => {
  const options = readOptions(args, ['s', 'set', 'd', 'date']);
  const { kernel } = process;
  const wanted = options.value('s', 'set');
  const given = options.value('d', 'date');
  const parsed = wanted ?? given;
  const at = parsed === undefined ? kernel.now() : readDate(parsed, kernel.now());
  if (Number.isNaN(at.getTime())) {
    await process.complain(`date: invalid date '${parsed}'`);
    return 1;
  }
  let status = 0;
  if (wanted !== undefined) {
    if (mayUse(process.credentials, 'SYS_TIME')) {
      kernel.clockOffsetMs = at.getTime() - kernel.clock.now().getTime();
    } else {
      status = 1;
      await complainOf(process, 'date', new Errno('EPERM')).catch(() => undefined);
    }
  }
  const format = args.find((arg) => arg.startsWith('+'))?.slice(1);
  const whole = options.has('I') ? '%Y-%m-%d' : (format ?? '%a %b %e %H:%M:%S UTC %Y');
  await process.print(`${formatDate(at, whole)}\n`);
  return status;
};

function readDate(text: string, now: Date): Date {
  // A time alone is one of today.
  if (/^\d{1,2}:\d\d(:\d\d)?$/.test(text)) {
    return new Date(`${now.toISOString().slice(0, 10)}T${text.replace(/^\d:/, '0$&')}Z`);
  }
  if (/^@\d+$/.test(text)) return new Date(Number(text.slice(1)) * 1000);
  return new Date(/[zZ]|UTC|[+-]\d\d:?\d\d$/.test(text) ? text : `${text} UTC`);
}

function formatDate(at: Date, format: string): string {
  const two = (n: number, fill = '0') => String(n).padStart(2, fill);
  const values: Readonly<Record<string, () => string>> = {
    a: () => days[at.getUTCDay()] ?? '',
    b: () => months[at.getUTCMonth()] ?? '',
    e: () => two(at.getUTCDate(), ' '),
    d: () => two(at.getUTCDate()),
    m: () => two(at.getUTCMonth() + 1),
    Y: () => String(at.getUTCFullYear()),
    y: () => two(at.getUTCFullYear() % 100),
    H: () => two(at.getUTCHours()),
    M: () => two(at.getUTCMinutes()),
    S: () => two(at.getUTCSeconds()),
    N: () => String(at.getUTCMilliseconds()).padStart(3, '0').padEnd(9, '0'),
    s: () => String(Math.floor(at.getTime() / 1000)),
    F: () => at.toISOString().slice(0, 10),
    T: () => at.toISOString().slice(11, 19),
    Z: () => 'UTC',
    z: () => '+0000',
    '%': () => '%',
  };
  return format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => values[letter]?.() ?? whole);
}
