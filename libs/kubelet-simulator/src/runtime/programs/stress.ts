import { readOptions } from './arguments.js';
import type { Program } from './program.js';
import { untilStopped } from './serve.js';
import { sizeFrom } from './text-filters.js';

/** What a worker of `--vm` takes where nobody says. */
const defaultBytes = 256 * 1024 * 1024;

/** Takes memory, as far as there is some for the container; processors it only says it keeps busy. */
export const stress: Program = async (process, args) => {
  const options = readOptions(args, ['c', 'cpu', 'i', 'io', 'm', 'vm', 'd', 'hdd', ...valued]);
  const count = (...names: string[]) => Number(options.value(...names) ?? 0);
  const [cpu, io, vm, hdd] = [
    count('c', 'cpu'),
    count('i', 'io'),
    count('m', 'vm'),
    count('d', 'hdd'),
  ];
  if (cpu + io + vm + hdd === 0) {
    await process.complain('stress: imposes certain types of compute stress on your system');
    return 0;
  }
  const hogs = `${cpu} cpu, ${io} io, ${vm} vm, ${hdd} hdd`;
  await process.print(`stress: info: [${process.pid}] dispatching hogs: ${hogs}\n`);
  const size = options.value('vm-bytes');
  process.claim(vm * (size === undefined ? defaultBytes : sizeFrom(size)));
  const seconds = Number.parseFloat(options.value('t', 'timeout') ?? '0');
  if (!seconds) return untilStopped(process);
  await process.sleep(seconds * 1_000);
  await process.print(`stress: info: [${process.pid}] successful run completed in ${seconds}s\n`);
  return 0;
};

const valued = ['vm-bytes', 'vm-stride', 'vm-hang', 'hdd-bytes', 't', 'timeout', 'backoff'];
