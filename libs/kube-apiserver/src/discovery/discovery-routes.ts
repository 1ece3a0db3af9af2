import { groups } from '@drillyard/kube-schema';
import type { ServedResources } from '../apiextensions/served-resources.js';
import type { Handler } from '../endpoints/filter.js';
import { negotiateOutput, type Offer, offers } from '../endpoints/media-type.js';
import { writePageNotFound } from '../endpoints/page-not-found.js';
import { writeObject } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';
import { resourceNotServed } from '../status-error.js';
import { writeAggregatedDiscovery } from './aggregated-discovery.js';
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './legacy-discovery.js';

const transforms = { APIGroupDiscoveryList: ['v2'] };

const methods = ['GET'];

/** What the API serves, in the new form where the client asks for it, else in the old one. */
export function discoveryRoutes(served: ServedResources, serverAddress: () => string): Route[] {
  const root = rootOf(served);
  const coreOffer = { ...offers.plain, transforms };
  const core = root('/api', () => apiVersions(serverAddress()), coreOffer);
  return [
    {
      path: '/api',
      methods,
      handler: core,
    },
    { path: '/apis', methods, handler: root('/apis', () => apiGroupList(served), { transforms }) },
    // Of versions that there are not.
    {
      path: '/api/',
      methods,
      handler: async (exchange) => {
        if (exchange.path === '/api/') return core(exchange);
        throw resourceNotServed();
      },
    },
    { path: '/apis/', methods, handler: furtherDiscovery(served) },
    ...groups.flatMap(({ group, versions }) => [
      ...(group === ''
        ? []
        : [
            {
              path: `/apis/${group}`,
              methods,
              handler: plain(() => apiGroup(served, group), offers.unrouted),
            },
          ]),
      ...versions.map(({ version }) => ({
        path: group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
        methods,
        handler: plain(() => apiResourceList(served, group, version), offers.plain),
      })),
    ]),
  ];
}

/** What lies below `/apis` besides what is built in, and `GET /` tells of. */
export function furtherDiscoveryPaths({ furtherGroups }: ServedResources): string[] {
  return furtherGroups.flatMap(({ group, versions }) => [
    `/apis/${group}`,
    ...versions.map(({ version }) => `/apis/${group}/${version}`),
  ]);
}

function furtherDiscovery(served: ServedResources): Handler {
  return (exchange) => {
    const [group = '', version, ...rest] = exchange.path.split('/').filter(Boolean).slice(1);
    const document =
      version === undefined ? apiGroup(served, group) : apiResourceList(served, group, version);
    if (document === undefined || rest.length > 0) {
      if (served.isServedGroup(group)) throw resourceNotServed();
      return writePageNotFound(exchange);
    }
    const offer = version === undefined ? offers.unrouted : offers.plain;
    return plain(() => document, offer)(exchange);
  };
}

function rootOf(served: ServedResources) {
  return (path: '/api' | '/apis', legacy: () => object, offer: Offer): Handler =>
    (exchange) => {
      const output = negotiateOutput(exchange.header('accept'), offer);
      if (output.as !== undefined) return writeAggregatedDiscovery(exchange, path, output, served);
      return writeObject(exchange, 200, legacy(), output);
    };
}

function plain(document: () => object | undefined, offer: Offer): Handler {
  return (exchange) => {
    const output = negotiateOutput(exchange.header('accept'), offer);
    return writeObject(exchange, 200, document(), output);
  };
}
