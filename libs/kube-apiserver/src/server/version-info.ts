import { writeObject } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';

/** The Kubernetes release that is emulated. */
export const kubernetesVersion = { major: '1', minor: '36', gitVersion: 'v1.36.0' } as const;

/** What `/version` says: the release, and honestly what runs it. */
const versionInfo = {
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
  handler: (exchange) => writeObject(exchange, 200, versionInfo),
};
