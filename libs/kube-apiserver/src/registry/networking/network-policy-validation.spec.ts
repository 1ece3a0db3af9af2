import { describe, expect, it } from 'vitest';
import { aggregateMessage } from '../field-error.js';
import { validateNetworkPolicy } from './network-policy-validation.js';

function ingress(rule: object): object {
  return { spec: { podSelector: {}, ingress: [rule] } };
}

describe('validateNetworkPolicy', () => {
  it.each([
    [{ from: [{ podSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }],
    [{ from: [{ ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } }] }],
    [{ ports: [{ protocol: 'UDP', port: 53 }, { port: 'web' }, { port: 1, endPort: 9 }] }],
    [{}],
  ])('takes %j', (rule) => {
    expect(validateNetworkPolicy(ingress(rule))).toEqual([]);
  });

  it.each([
    [{ from: [{}] }, 'from[0]: Required value: must specify a peer'],
    [
      { from: [{ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }] },
      'from[0]: Forbidden: may not specify both ipBlock and another peer',
    ],
    [
      { from: [{ ipBlock: { cidr: '10.0.0.0' } }] },
      'from[0].ipBlock.cidr: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }] },
      'from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
    ],
    [
      { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['::/64'] } }] },
      'from[0].ipBlock.except[0]: Invalid value: "::/64": must be a strict subset of `cidr`',
    ],
    [
      { ports: [{ port: 5, endPort: 4 }] },
      'ports[0].endPort: Invalid value: 5: must be greater than or equal to `port`',
    ],
    [
      { ports: [{ protocol: 'ICMP', port: 1 }] },
      'ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"',
    ],
  ])('refuses %j', (rule, message) => {
    expect(aggregateMessage(validateNetworkPolicy(ingress(rule)))).toBe(
      `spec.ingress[0].${message}`,
    );
  });
});
