/** The worst a learner can do to a cluster. After each deed it is named, and a line awaited. */
import { once, setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { readKubeconfig } from '@drillyard/cluster';
import { Agent } from 'undici';
import { tlsOf } from './client-tls.js';

const connections = 8;
const objectCount = 20_000;
const bigBytes = 1_000_000;
const watchCount = 900;
/** Handshakes of so many connections take their time. */
const connectTimeoutMs = 120_000;
const configMaps = '/api/v1/namespaces/flood/configmaps';

const [file = ''] = process.argv.slice(2);
const access = readKubeconfig(await readFile(file, 'utf8'));
const connect = tlsOf(access);
const agent = new Agent({ connections, connect });
const watchers = new Agent({
  connections: watchCount,
  connect: { ...connect, timeout: connectTimeoutMs },
});
const leaving = new AbortController();
setMaxListeners(0, leaving.signal);

await send('POST', '/api/v1/namespaces', {
  ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'flood' } },
});
await done('a namespace');
let next = 0;
await together(async () => {
  while (next < objectCount) await send('POST', configMaps, configMap(`small-${next++}`, 2_000));
});
await done(`create of ${objectCount} objects`);
await together(() => send('GET', configMaps));
await done(`${connections} lists of all of them at once`);
await together(() => send('GET', `${configMaps}?labelSelector=a!%3Db,c+notin+(d,e)`));
await done(`${connections} lists by a selector`);
for (let page = 0; page < 20; page++) await send('GET', `${configMaps}?limit=500`);
await done('20 pages of 500');
await together(() => watchUntilQuiet());
await done(`${connections} watches that begin with all of them`);
await Promise.all(Array.from({ length: watchCount }, () => openWatch('resourceVersion=1')));
await done(`${watchCount} watches opened`);
for (let write = 0; write < 5; write++) {
  await send('POST', '/api/v1/namespaces/default/configmaps', configMap(`big-${write}`, bigBytes));
}
await done(`1 MB written 5 times under ${watchCount} watches`);
leaving.abort();
await together(() => send('PATCH', '/api/v1/namespaces/flood', operations(), 'json-patch+json'));
await done(`${connections} patches of 10,000 operations`);
await send('DELETE', '/api/v1/namespaces/flood');
await gone('/api/v1/namespaces/flood');
await done(`a namespace of ${objectCount} objects deleted`);
await agent.close();
process.exit();

function configMap(name: string, bytes: number) {
  const data = { text: 'x'.repeat(bytes) };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

function operations(): object[] {
  return Array.from({ length: 10_000 }, () => ({
    ...{ op: 'test', path: '/metadata/name', value: 'flood' },
  }));
}

async function together(work: () => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: connections }, work));
}

/** Answers and refusals alike: the cluster's limits are part of what is measured. */
async function send(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  type = 'json',
): Promise<number> {
  const { statusCode, body: answer } = await agent.request({
    origin: access.server,
    path,
    method,
    headers: { 'content-type': `application/${type}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  await answer.arrayBuffer();
  return statusCode;
}

async function openWatch(query: string): Promise<AsyncIterable<Buffer>> {
  const path = `/api/v1/namespaces/default/configmaps?watch=true&${query}`;
  const { body } = await watchers.request({
    ...{ origin: access.server, path, method: 'GET', signal: leaving.signal },
  });
  body.on('error', () => undefined);
  body.resume();
  return body;
}

/** A watch that tells of everything first and says when it has. */
async function watchUntilQuiet(): Promise<void> {
  const query = 'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan';
  const path = `${configMaps}?${query}&allowWatchBookmarks=true`;
  const { body } = await watchers.request({ origin: access.server, path, method: 'GET' });
  for await (const chunk of body) if (String(chunk).includes('initial-events-end')) return;
}

async function gone(path: string): Promise<void> {
  while ((await send('GET', path)) !== 404) await new Promise((wake) => setTimeout(wake, 100));
}

async function done(deed: string): Promise<void> {
  process.stdout.write(`${deed}\n`);
  await once(process.stdin, 'data');
}
