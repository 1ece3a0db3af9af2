import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { SystemClock } from '@drillyard/cluster';
import {
  bootstrapBase,
  createClusterPki,
  defaultStorageLimits,
  Storage,
} from '@drillyard/kube-apiserver';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiserverSlot } from './apiserver-slot.js';
import { startControllerManager, startScheduler } from './control-plane.js';
import { ServingPort } from './serving-port.js';

const restarts = 50;

let storage: Storage;
let slot: ApiserverSlot;
let handed: Server;

beforeAll(async () => {
  const now = () => new Date();
  const onUnexpected = (error: unknown) => {
    throw error;
  };
  const pki = await createClusterPki({
    ...{ nodeName: 'controlplane', advertiseAddress: '127.0.0.1', serviceAddress: '10.96.0.1' },
    now: now(),
  });
  storage = new Storage({ base: bootstrapBase(), limits: defaultStorageLimits, now });
  const port = new ServingPort('127.0.0.1', 0, undefined);
  slot = new ApiserverSlot({ server: { storage, pki, now, onUnexpected }, port });
  const controlPlane = { host: 'controlplane', clock: new SystemClock(), onUnexpected };
  slot.setCompanion('kube-controller-manager', (api) => startControllerManager(api, controlPlane));
  slot.setCompanion('kube-scheduler', (api) => startScheduler(api, controlPlane));
  handed = createServer().listen(0, '127.0.0.1');
  await once(handed, 'listening');
  slot.accept(handed);
});
afterAll(async () => {
  await slot.stop();
  storage.close();
  handed.close();
});

it('leaves nobody listening behind, however often its server is started again', async () => {
  const before = storage.listenerCount;
  await slot.start();
  const listening = storage.listenerCount;
  expect(listening).toBeGreaterThan(before);
  const connections = handed.listenerCount('connection');
  for (let count = 0; count < restarts; count++) await slot.start();
  expect(storage.listenerCount).toBe(listening);
  expect(handed.listenerCount('connection')).toBe(connections);
  await slot.stop();
  expect(storage.listenerCount).toBe(before);
}, 30_000);
