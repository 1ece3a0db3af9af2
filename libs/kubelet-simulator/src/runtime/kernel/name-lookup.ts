import type { Process } from './process.js';

/** What a name means in a container: addresses, or why there are none. */
export type Lookup =
  | { readonly name: string; readonly addresses: readonly string[] }
  | 'not-found'
  | 'timed-out';

const isAddress = (word: string) => /^\d+(\.\d+){3}$/.test(word) || word.includes(':');

/** Looks in /etc/hosts, then asks with the search list of /etc/resolv.conf (resolv.conf(5)). */
export async function lookUp(process: Process, name: string): Promise<Lookup> {
  if (isAddress(name)) return { name, addresses: [name] };
  const { kernel } = process;
  for (const line of kernel.textOf('/etc/hosts').split('\n')) {
    const [address, ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (address && names.includes(name)) return { name, addresses: [address] };
  }
  for (const candidate of candidates(kernel.textOf('/etc/resolv.conf'), name)) {
    const answer = await process.wait(kernel.network.resolve(candidate));
    if (answer === 'timed-out') return 'timed-out';
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
