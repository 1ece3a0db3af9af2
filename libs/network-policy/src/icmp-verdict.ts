import type { Network } from './network.js';
import type { Party } from './party.js';
import { type DirectionVerdict, verdict } from './verdict.js';

/**
 * Whether echo requests get from one to the other. The API leaves ICMP open; as most network plugins
 * have it, policies isolate from it too, and a rule lets it through that is not about ports.
 */
export function isPingAllowed(network: Network, from: Party, to: Party): boolean {
  // The port only has to be one: rules about ports do not count.
  const { egress, ingress } = verdict(network, { from, to, port: 1, protocol: 'TCP' });
  return isOpen(egress) && isOpen(ingress);
}

function isOpen({ isAllowed, reason, policies }: DirectionVerdict): boolean {
  if (reason !== 'allowed-by-rule') return isAllowed;
  return policies.some(({ rules }) => {
    return rules.some(({ matches, ports }) => matches && ports.length === 0);
  });
}
