import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  type CustomModel,
  customResourceOperations,
  writeV2Paths,
  writeV3Document,
} from '@drillyard/kube-schema';
import { metricsDefinitions, metricsOperations } from '../../metrics-api/metrics-openapi.js';
import { metricsGroup, metricsVersion } from '../../metrics-api/metrics-resources.js';
import {
  encodeDocument,
  type OpenApiBytes,
  openApiDocuments,
} from '../../openapi/openapi-documents.js';
import { encodeOpenApiV2 } from '../../openapi/openapi-v2-protobuf.js';
import { sortedDeep } from '../schema/json-object.js';
import type { ServedResources } from '../served-resources.js';
import type { CustomResource } from '../serving/custom-resource.js';
import { customDefinitions, referencedTypes, typeNamesOf } from './custom-definitions.js';

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

/**
 * The OpenAPI documents of one cluster: those of the process, and with them those its definitions
 * define. Made when a client asks, and again when a definition has changed.
 */
export class CustomOpenApi {
  private documents = new Map<string, Promise<OpenApiBytes>>();
  private made: readonly CustomResource[] = [];

  constructor(private readonly served: ServedResources) {}

  v3(path: string): Promise<OpenApiBytes> | undefined {
    const builtIn = openApiDocuments().v3(path);
    if (builtIn !== undefined) return builtIn;
    if (path === metricsPath && this.served.isMetricsGroup(metricsGroup)) return metricsDocument();
    const resources = this.resourcesAt(path);
    if (resources.length === 0) return undefined;
    return this.document(path, () => encodeDocument(() => v3Document(resources)));
  }

  async v3Index(): Promise<object> {
    const index = (await openApiDocuments().v3Index()) as { paths: Record<string, object> };
    const paths = { ...index.paths };
    for (const { group, versions } of this.served.furtherGroups) {
      for (const { version } of versions) {
        const path = `apis/${group}/${version}`;
        const document = await this.v3(path);
        const serverRelativeURL = `/openapi/v3/${path}?hash=${document?.hash ?? ''}`;
        paths[path] = { serverRelativeURL };
      }
    }
    return { paths: sortedDeep(paths) };
  }

  async v2(): Promise<OpenApiBytes> {
    const builtIn = await openApiDocuments().v2();
    const resources = this.current();
    if (resources.length === 0) return builtIn;
    return this.document('v2', async () => {
      const document = JSON.parse(String(await gunzipAsync(builtIn.gzipped)));
      const { paths, definitions } = v2Parts(resources);
      Object.assign(document.paths, paths);
      Object.assign(document.definitions, definitions);
      return encodeDocument(() => document);
    });
  }

  /** Messages of protobuf merge where they are written one after the other; so do members of gzip. */
  async v2Protobuf(): Promise<OpenApiBytes> {
    const builtIn = await openApiDocuments().v2Protobuf();
    const resources = this.current();
    if (resources.length === 0) return builtIn;
    return this.document('v2.pb', async () => {
      const addition = encodeOpenApiV2(v2Parts(resources));
      const hash = createHash('sha512').update(builtIn.hash).update(addition).digest('hex');
      const gzipped = Buffer.concat([builtIn.gzipped, await gzipAsync(addition)]);
      return { gzipped, hash: hash.toUpperCase() };
    });
  }

  private resourcesAt(path: string): readonly CustomResource[] {
    return this.current().filter(({ group, version }) => `apis/${group}/${version}` === path);
  }

  /** Forgets what was made of definitions as they were before. */
  private current(): readonly CustomResource[] {
    const { customResources } = this.served;
    if (this.made !== customResources) {
      this.made = customResources;
      this.documents = new Map();
    }
    return customResources;
  }

  private document(key: string, make: () => Promise<OpenApiBytes>): Promise<OpenApiBytes> {
    const known = this.documents.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.documents.set(key, made);
    return made;
  }
}

const metricsPath = `apis/${metricsVersion}`;
let metrics: Promise<OpenApiBytes> | undefined;

/** The same for every cluster of a process that offers metrics. */
function metricsDocument(): Promise<OpenApiBytes> {
  metrics ??= encodeDocument(() =>
    writeV3Document(
      metricsOperations(),
      ['/v1', metricsVersion],
      openApiDocuments().descriptions,
      metricsDefinitions('#/components/schemas/'),
    ),
  );
  return metrics;
}

function modelOf(info: CustomResource): CustomModel {
  return { info, ...typeNamesOf(info) };
}

function v3Document(resources: readonly CustomResource[]): object {
  const { descriptions } = openApiDocuments();
  const operations = resources.flatMap((info) => customResourceOperations(modelOf(info)));
  const dialect = { version: 3, describe: descriptions.describe } as const;
  const groupVersions = [
    '/v1',
    ...new Set(resources.map(({ group, version }) => `${group}/${version}`)),
  ];
  const definitions = Object.assign(
    {},
    ...resources.map((each) => customDefinitions(each, dialect)),
  );
  const custom = { definitions, further: referencedTypes };
  return writeV3Document(operations, groupVersions, descriptions, custom);
}

function v2Parts(resources: readonly CustomResource[]) {
  const { descriptions } = openApiDocuments();
  const operations = resources.flatMap((info) => customResourceOperations(modelOf(info)));
  const dialect = { version: 2, describe: descriptions.describe } as const;
  const definitions: object = Object.assign(
    {},
    ...resources.map((each) => customDefinitions(each, dialect)),
  );
  return { paths: writeV2Paths(operations, descriptions), definitions };
}
