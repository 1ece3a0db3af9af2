import { cpus, release, totalmem, type } from 'node:os';

/** The machine a figure was measured on, in one line. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const model = cpu?.model.replace(/\s+/g, ' ').trim() || 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model}, ${memory} GiB, ${type()} ${release()}, Node ${process.versions.node}`;
}
