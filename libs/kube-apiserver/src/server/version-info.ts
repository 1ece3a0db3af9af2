import { parseAccept } from '../endpoints/media-type.js';
import { writeObject } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';
import { noAvailableRepresentation } from '../status-error.js';

/** The Kubernetes release that is emulated. */
export const kubernetesVersion = { major: '1', minor: '36', gitVersion: 'v1.36.0' } as const;

/** What `/version` says: the release, and honestly what runs it. */
export const versionInfo = {
  major: kubernetesVersion.major,
  minor: kubernetesVersion.minor,
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
  gitVersion: kubernetesVersion.gitVersion,
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2026-04-22T00:00:00Z',
  goVersion: 'go1.26',
  compiler: 'gc',
  platform: 'linux/amd64',
};

export const versionRoute: Route = {
  path: '/version',
  methods: ['GET'],
  handler: (exchange) => {
    // JSON or nothing: not the negotiation of the API itself.
    const accepted = parseAccept(exchange.header('accept')).map(({ type }) => type);
    if (!accepted.some((type) => ['application/json', '*/*'].includes(type))) {
      throw noAvailableRepresentation(['application/json']);
    }
    return writeObject(exchange, 200, versionInfo);
  },
};
