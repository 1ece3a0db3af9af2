import type { ApiserverStart, ApiserverTrail } from '@drillyard/cluster';

/** What is said last is what a server ended for; a server that runs long says more than anybody reads. */
const logLinesMax = 20;

/** The last start of a cluster's API server: its flags, the end of its log, and whether it serves. */
export class ApiserverRecord implements ApiserverTrail {
  private start: ApiserverStart | undefined;
  private readonly listeners = new Set<() => void>();

  /** @param args what follows the program's name on the command line. */
  begun(args: readonly string[]): void {
    this.change({ state: 'starting', flags: flagsOf(args), logLines: [] });
  }

  logged(line: string): void {
    if (this.start === undefined) return;
    const logLines = [...this.start.logLines, line].slice(-logLinesMax);
    this.start = { ...this.start, logLines };
  }

  serving(): void {
    if (this.start !== undefined) this.change({ ...this.start, state: 'serving' });
  }

  /** It could not start. */
  failed(): void {
    if (this.start !== undefined) this.change({ ...this.start, state: 'ended' });
  }

  /** It was stopped, and nobody has started it again. */
  stopped(): void {
    this.change(undefined);
  }

  latest(): ApiserverStart | undefined {
    return this.start;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private change(start: ApiserverStart | undefined): void {
    this.start = start;
    for (const listener of this.listeners) listener();
  }
}

/** Flags as pflag takes them: `--flag=value`, `--flag value`, `--flag`; of several the last. */
export function flagsOf(args: readonly string[]): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  args.forEach((arg, index) => {
    if (!arg.startsWith('--')) return;
    const at = arg.indexOf('=');
    const name = arg.slice(2, at < 0 ? undefined : at).replaceAll('_', '-');
    const next = args[index + 1];
    const isAlone = next === undefined || next.startsWith('-');
    flags.set(name, at < 0 ? (isAlone ? 'true' : next) : arg.slice(at + 1));
  });
  return flags;
}
