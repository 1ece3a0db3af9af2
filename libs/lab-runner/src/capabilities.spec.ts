import { capabilities } from '@drillyard/cluster';
import { labCapabilities } from '@drillyard/lab-spec';
import { expect, it } from 'vitest';

it('lets labs require just what providers can have', () => {
  expect(labCapabilities).toEqual(capabilities);
});
