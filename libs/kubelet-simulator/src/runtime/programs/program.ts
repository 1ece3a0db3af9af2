import type { Process } from '../kernel/process.js';

/** What runs in a process: the answer is its exit code. */
export type Program = (process: Process, args: readonly string[]) => Promise<number> | number;

export type Programs = Readonly<Record<string, Program>>;
