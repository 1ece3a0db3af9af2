import { readFile } from 'node:fs/promises';
import { readKubeconfig } from '@drillyard/cluster';
import { Agent } from 'undici';
import { tlsOf } from './client-tls.js';
import { median, report } from './figure.js';

const runs = 5;
const runMs = 2000;
/** As many as a busy client keeps open; more only wait for each other. */
const connections = 8;
const podCount = 100;
const configMapCount = 1000;
const namespace = `bench-${process.pid}`;

const [file = ''] = process.argv.slice(2);
const access = readKubeconfig(await readFile(file, 'utf8'));
const agent = new Agent({ connections, connect: tlsOf(access) });

await create('/api/v1/namespaces', {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace },
});
await create(`/api/v1/namespaces/${namespace}/serviceaccounts`, {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'default' },
});
try {
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  for (let index = 0; index < podCount; index++) await create(pods, pod(`pod-${index}`));
  const get = await rate(() => expectOk('GET', `${pods}/pod-7`));
  const list = await rate(() => expectOk('GET', pods));
  const created: number[] = [];
  for (let run = 0; run < runs; run++) created.push(await createConfigMaps(run));
  report([
    { name: 'GET of a pod', value: get, unit: 'requests/s' },
    { name: `LIST of ${podCount} pods`, value: list, unit: 'requests/s' },
    { name: `create of ${configMapCount} ConfigMaps`, value: median(created), unit: 'requests/s' },
  ]);
} finally {
  await request('DELETE', `/api/v1/namespaces/${namespace}`);
  await agent.close();
}

/** Requests a second, over all connections; the median of the runs, after one that does not count. */
async function rate(once: () => Promise<unknown>): Promise<number> {
  const rates: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const until = performance.now() + runMs;
    let done = 0;
    const client = async () => {
      for (; performance.now() < until; done++) await once();
    };
    await Promise.all(Array.from({ length: connections }, client));
    if (run > 0) rates.push((done / runMs) * 1000);
  }
  return median(rates);
}

async function createConfigMaps(run: number): Promise<number> {
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  let next = 0;
  const startedAt = performance.now();
  const client = async () => {
    while (next < configMapCount) {
      const name = `map-${run}-${next++}`;
      const data = { greeting: 'hello', number: String(run) };
      await create(path, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  return (configMapCount / (performance.now() - startedAt)) * 1000;
}

function pod(name: string) {
  return {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: 'bench' } } },
    // No scheduler takes it, so that nothing changes while it is read.
    spec: { schedulerName: 'none', containers: [{ name: 'c', image: 'registry.example/c:1' }] },
  };
}

async function create(path: string, object: object): Promise<void> {
  const status = await request('POST', path, object);
  // A controller may have been faster with what every namespace gets.
  if (status !== 201 && status !== 409) throw new Error(`POST ${path} answered ${status}`);
}

async function expectOk(method: 'GET', path: string): Promise<void> {
  const status = await request(method, path);
  if (status !== 200) throw new Error(`${method} ${path} answered ${status}`);
}

async function request(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  const { statusCode, body: answer } = await agent.request({
    origin: access.server,
    path,
    method,
    headers: {
      accept: 'application/json',
      ...(access.token === undefined ? {} : { authorization: `Bearer ${access.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await answer.arrayBuffer();
  return statusCode;
}
