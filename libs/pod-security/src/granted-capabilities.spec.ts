import { expect, it } from 'vitest';
import { effectiveSecurityContext } from './effective-security-context.js';
import {
  defaultCapabilities,
  grantedCapabilities,
  linuxCapabilities,
} from './granted-capabilities.js';
import type { Container } from './pod.js';

const sorted = (names: readonly string[]) => [...names].sort();

it.each<[string, Container['securityContext'], readonly string[]]>([
  ['nothing is said', {}, defaultCapabilities],
  ['one is added', { capabilities: { add: ['SYS_TIME'] } }, [...defaultCapabilities, 'SYS_TIME']],
  [
    'one is dropped',
    { capabilities: { drop: ['NET_RAW'] } },
    defaultCapabilities.filter((name) => name !== 'NET_RAW'),
  ],
  ['all are dropped', { capabilities: { drop: ['ALL'] } }, []],
  [
    'all are dropped but one',
    { capabilities: { drop: ['all'], add: ['NET_BIND_SERVICE'] } },
    ['NET_BIND_SERVICE'],
  ],
  ['all are added', { capabilities: { add: ['ALL'] } }, linuxCapabilities],
  [
    'one is added and dropped',
    { capabilities: { add: ['CHOWN'], drop: ['CHOWN'] } },
    defaultCapabilities.filter((name) => name !== 'CHOWN'),
  ],
  ['they are spelled otherwise', { capabilities: { drop: ['ALL'], add: ['cap_kill'] } }, ['KILL']],
  [
    'the container is privileged',
    { privileged: true, capabilities: { drop: ['ALL'] } },
    linuxCapabilities,
  ],
])('grants what it should where %s', (_, securityContext, granted) => {
  const container = { name: 'c', ...(securityContext && { securityContext }) };
  const effective = effectiveSecurityContext({ spec: { containers: [container] } }, container);
  expect(sorted(grantedCapabilities(effective))).toEqual(sorted(granted));
});
