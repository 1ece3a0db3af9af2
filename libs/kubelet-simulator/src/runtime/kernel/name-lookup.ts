import type { Process } from './process.js';

/** What a name means in a container: addresses, or why there are none. */
export type Lookup =
  | { readonly name: string; readonly addresses: readonly string[] }
  | 'not-found'
  | 'timed-out';

const isAddress = (word: string) => /^\d+(\.\d+){3}$/.test(word) || word.includes(':');

/** How long a C library asks a server that does not answer: musl all in all, glibc twice so long. */
const patienceMs = { musl: 5_000, glibc: 10_000 } as const;

export interface LookupOptions {
  /** How long a server that does not answer is waited for; as long as the C library does. */
  readonly timeoutMs?: number | undefined;
  /** The address of the server; the first of /etc/resolv.conf where it is left out. */
  readonly server?: string | undefined;
}

/** Looks in /etc/hosts, then asks with the search list of /etc/resolv.conf (resolv.conf(5)). */
export async function lookUp(
  process: Process,
  name: string,
  options: LookupOptions = {},
): Promise<Lookup> {
  if (isAddress(name)) return { name, addresses: [name] };
  const { kernel } = process;
  for (const line of kernel.textOf('/etc/hosts').split('\n')) {
    const [address, ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (address && names.includes(name)) return { name, addresses: [address] };
  }
  const { server = nameServer(process), timeoutMs = patienceMs[kernel.library] } = options;
  for (const candidate of candidates(kernel.textOf('/etc/resolv.conf'), name)) {
    await process.step(10);
    const answer = await process.wait(kernel.network.resolve(candidate.toLowerCase(), server));
    if (answer === 'timed-out') {
      await process.sleep(timeoutMs);
      return 'timed-out';
    }
    if (answer.length > 0) return { name: candidate, addresses: answer };
  }
  return 'not-found';
}

export function nameServer(process: Process): string {
  return /^nameserver\s+(\S+)/m.exec(process.kernel.textOf('/etc/resolv.conf'))?.[1] ?? '127.0.0.1';
}

function candidates(resolvConf: string, name: string): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const search = /^search\s+(.+)$/m.exec(resolvConf)?.[1]?.trim().split(/\s+/) ?? [];
  const ndots = Number(/ndots:(\d+)/.exec(resolvConf)?.[1] ?? 1);
  const searched = search.map((suffix) => `${name}.${suffix}`);
  return name.split('.').length - 1 >= ndots ? [name, ...searched] : [...searched, name];
}
