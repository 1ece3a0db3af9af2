import { groups } from '@drillyard/kube-schema';
import type { Handler } from '../endpoints/filter.js';
import { negotiateOutput, type Offer, offers } from '../endpoints/media-type.js';
import { writeObject } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';
import { writeAggregatedDiscovery } from './aggregated-discovery.js';
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './legacy-discovery.js';

const transforms = { APIGroupDiscoveryList: ['v2'] };

const methods = ['GET'];

/** What the API serves, in the new form where the client asks for it, else in the old one. */
export function discoveryRoutes(serverAddress: () => string): Route[] {
  return [
    {
      path: '/api',
      methods,
      handler: root('/api', () => apiVersions(serverAddress()), { ...offers.plain, transforms }),
    },
    { path: '/apis', methods, handler: root('/apis', apiGroupList, { transforms }) },
    ...groups.flatMap(({ group, versions }) => [
      ...(group === ''
        ? []
        : [
            {
              path: `/apis/${group}`,
              methods,
              handler: plain(() => apiGroup(group), offers.unrouted),
            },
          ]),
      ...versions.map(({ version }) => ({
        path: group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
        methods,
        handler: plain(() => apiResourceList(group, version), offers.plain),
      })),
    ]),
  ];
}

function root(path: '/api' | '/apis', legacy: () => object, offer: Offer): Handler {
  return (exchange) => {
    const output = negotiateOutput(exchange.header('accept'), offer);
    if (output.as !== undefined) return writeAggregatedDiscovery(exchange, path, output);
    return writeObject(exchange, 200, legacy(), output);
  };
}

function plain(document: () => object | undefined, offer: Offer): Handler {
  return (exchange) => {
    const output = negotiateOutput(exchange.header('accept'), offer);
    return writeObject(exchange, 200, document(), output);
  };
}
