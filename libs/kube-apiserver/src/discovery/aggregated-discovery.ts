import { createHash } from 'node:crypto';
import { type GroupInfo, groups, type ResourceInfo, resources } from '@drillyard/kube-schema';
import type { ServedResources } from '../apiextensions/served-resources.js';
import type { Exchange } from '../endpoints/exchange.js';
import type { OutputMediaType } from '../endpoints/media-type.js';
import { writeObject } from '../endpoints/response-writer.js';

/** The document of `/api` (the core group) or `/apis` (all others), and its fingerprint. */
interface AggregatedDocument {
  readonly items: readonly object[];
  readonly etag: string;
}

/** The built-in surface is the same for every cluster: each document is made once for the process. */
const documents = new Map<'/api' | '/apis', AggregatedDocument>();
/** `/apis` with what is not built in, for as long as that stays as it is. */
const furtherDocuments = new WeakMap<readonly ResourceInfo[], AggregatedDocument>();

/** Answers with an APIGroupDiscoveryList in the version that was negotiated. */
export async function writeAggregatedDiscovery(
  exchange: Exchange,
  path: '/api' | '/apis',
  output: OutputMediaType,
  served: ServedResources,
): Promise<void> {
  const { items, etag } = path === '/api' ? documentOf(path) : documentWithFurther(served);
  const { response } = exchange;
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept');
  response.setHeader('Cache-Control', 'public');
  if (exchange.header('if-none-match') === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  const version = output.as?.version ?? 'v2';
  const parameters = `;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
  const apiVersion = `apidiscovery.k8s.io/${version}`;
  const list = { kind: 'APIGroupDiscoveryList', apiVersion, metadata: {}, items };
  await writeObject(exchange, 200, list, { ...output, parameters });
}

function documentOf(path: '/api' | '/apis'): AggregatedDocument {
  const known = documents.get(path);
  if (known !== undefined) return known;
  const items = groups
    .filter(({ group }) => (group === '') === (path === '/api'))
    .map((group) => describeGroup(group, resources));
  const document = withEtag(items);
  documents.set(path, document);
  return document;
}

function documentWithFurther({ further, furtherGroups }: ServedResources) {
  if (further.length === 0) return documentOf('/apis');
  const known = furtherDocuments.get(further);
  if (known !== undefined) return known;
  const own = furtherGroups.map((group) => describeGroup(group, further));
  const document = withEtag([...documentOf('/apis').items, ...own]);
  furtherDocuments.set(further, document);
  return document;
}

function withEtag(items: readonly object[]): AggregatedDocument {
  const hash = createHash('sha512').update(JSON.stringify(items)).digest('hex').toUpperCase();
  return { items, etag: `"${hash}"` };
}

function describeGroup({ group, versions }: GroupInfo, served: readonly ResourceInfo[]): object {
  return {
    metadata: group === '' ? {} : { name: group },
    versions: versions.map(({ version }) => ({
      version,
      resources: served
        .filter((info) => info.group === group && info.version === version)
        .map(describeResource),
      freshness: 'Current',
    })),
  };
}

/** In the order of upstream's Go struct `APIResourceDiscovery`. */
function describeResource(info: ResourceInfo): object {
  const { resource, kind, namespaced, singular, verbs, shortNames, categories } = info;
  return {
    resource,
    // Empty stands for the group and version around it.
    responseKind: { group: '', version: '', kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(info.subresources.length === 0
      ? {}
      : {
          subresources: info.subresources.map((subresource) =>
            describeSubresource(info, subresource),
          ),
        }),
  };
}

function describeSubresource(
  { group, version }: ResourceInfo,
  subresource: ResourceInfo['subresources'][number],
): object {
  const own = subresource.group === group && subresource.version === version;
  const { name, kind, verbs } = subresource;
  const home = own
    ? { group: '', version: '' }
    : { group: subresource.group, version: subresource.version };
  return { subresource: name, responseKind: { ...home, kind }, verbs };
}
