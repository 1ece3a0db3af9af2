import type { Exchange } from '../endpoints/exchange.js';
import { negotiateOutput } from '../endpoints/media-type.js';
import { writeBody, writeObject } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';
import { notAcceptable } from '../status-error.js';
import { versionInfo } from './version-info.js';

const paths = ['/healthz', '/livez', '/metrics', '/readyz', '/statusz', '/version'];
const warning =
  'Warning: This endpoint is not meant to be machine parseable, has no formatting compatibility guarantees and is for debugging purposes only.';
const offer = { transforms: { Statusz: ['v1alpha1', 'v1beta1'] } };
const types = ['application/json', 'application/yaml', 'text/plain'];

/** What the server is and since when it runs (apiserver `server/statusz`, KEP-4827). */
export function statuszRoute(startedAt: Date, now: () => Date): Route {
  return {
    path: '/statusz',
    methods: ['GET'],
    isExact: true,
    handler: (exchange) => answer(exchange, startedAt, now()),
  };
}

async function answer(exchange: Exchange, startedAt: Date, now: Date): Promise<void> {
  const upSeconds = Math.floor((now.getTime() - startedAt.getTime()) / 1_000);
  const accept = exchange.header('accept') || '*/*';
  if (/(^|,)\s*(text\/plain|text\/\*|\*\/\*)/.test(accept)) {
    const text = describe(startedAt, upSeconds);
    return writeBody(exchange, 200, 'text/plain; charset=utf-8', text);
  }
  const output = negotiateOutput(accept, offer);
  if (output.as === undefined) throw notAcceptable(types);
  const status = {
    kind: 'Statusz',
    apiVersion: `config.k8s.io/${output.as.version}`,
    metadata: { name: 'apiserver' },
    startTime: startedAt.toISOString().replace(/\.\d+/, ''),
    uptimeSeconds: upSeconds,
    goVersion: versionInfo.goVersion,
    binaryVersion: binaryVersion(),
    emulationVersion: emulationVersion(),
    paths,
  };
  return writeObject(exchange, 200, status, output);
}

/** Upstream chooses the separator by chance, so that nobody parses this. */
function describe(startedAt: Date, upSeconds: number): string {
  const [day = '', date = '', month = '', year = '', time = ''] = startedAt
    .toUTCString()
    .replace(',', '')
    .split(' ');
  const lines = {
    Started: `${day} ${month} ${String(Number(date)).padStart(2)} ${time} UTC ${year}`,
    Up: `${Math.floor(upSeconds / 3_600)} hr ${padded(upSeconds / 60)} min ${padded(upSeconds)} sec`,
    'Go version': versionInfo.goVersion,
    'Binary version': binaryVersion(),
    'Emulation version': emulationVersion(),
    Paths: paths.join(' '),
  };
  const rows = Object.entries(lines).map(([name, value]) => `${name}: ${value}\n`);
  return `\napiserver statusz\n${warning}\n\n${rows.join('')}`;
}

function padded(amount: number): string {
  return String(Math.floor(amount) % 60).padStart(2, '0');
}

function binaryVersion(): string {
  return versionInfo.gitVersion.slice(1);
}

function emulationVersion(): string {
  return `${versionInfo.emulationMajor}.${versionInfo.emulationMinor}`;
}
