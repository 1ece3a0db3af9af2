import { type DnsAnswer, type Network, resolveName } from '@drillyard/network-policy';

/** Aliases of aliases that are followed; more go round in a circle. */
const aliasesMax = 8;

/** The addresses the cluster's DNS servers have for a whole name; outside the cluster no name is known. */
export function answersOf(network: Network, name: string): readonly string[] {
  let answer = resolveName(network, name);
  for (let followed = 0; answer?.kind === 'alias'; followed++) {
    if (followed === aliasesMax) return [];
    answer = resolveName(network, answer.name.toLowerCase().replace(/\.$/, ''));
  }
  return answer === undefined ? [] : addressesOf(answer);
}

function addressesOf(answer: Exclude<DnsAnswer, { kind: 'alias' }>): readonly string[] {
  if (answer.kind === 'service') {
    const { clusterIP = '', clusterIPs = [clusterIP] } = answer.service.spec ?? {};
    return clusterIPs.filter(Boolean);
  }
  const addresses = answer.parties.flatMap(({ address }) => address?.text ?? []);
  // The first is the one that is used: each gets its turn.
  const first = Math.floor(Math.random() * addresses.length);
  return [...addresses.slice(first), ...addresses.slice(0, first)];
}
