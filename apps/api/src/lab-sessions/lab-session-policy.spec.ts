import type { Lab } from '@drillyard/lab-spec';
import { expect, it } from 'vitest';
import { policyOf } from './lab-session-policy.js';

const general = { lifetimeMs: 1000, extensionMs: 500, extensionsMax: 2, perLearnerMax: 5 };
const labWith = (timeLimitMinutes: number | undefined) => ({ timeLimitMinutes }) as Lab;

it.each<[string, Lab | undefined, object]>([
  ['the server decides where the lab says nothing', labWith(undefined), general],
  ['the server decides where the lab is gone', undefined, general],
  [
    'a time limit is the life of the session, and nobody gets more',
    labWith(45),
    { ...general, lifetimeMs: 45 * 60_000, extensionsMax: 0 },
  ],
])('%s', (_, lab, policy) => {
  expect(policyOf(lab, general)).toEqual(policy);
});
