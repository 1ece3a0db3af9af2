import { groups } from '../resource-table.js';
import {
  type Dialect,
  definitionOf,
  type OpenApiObject,
  referenceTo,
  sortedKind,
} from './definition.js';
import type { Describe, DescribeParameter } from './describe.js';
import { nonResourceOperations } from './non-resource-operations.js';
import type { ApiOperation, ApiParameter } from './operation.js';
import { groupDiscoveryOperation, operationsOf } from './operations.js';
import { pathItems, phraseOf } from './path-items.js';
import { typesOf } from './types-of-operations.js';

/** Definitions from elsewhere by name, and the built-in types these refer to. */
export interface CustomDefinitions {
  readonly definitions: Readonly<Record<string, OpenApiObject>>;
  readonly further: readonly string[];
}

export interface OpenApiOptions {
  readonly describe?: Describe;
  readonly describeParameter?: DescribeParameter;
  /** `info.version`: the minor that is served. */
  readonly version?: string;
}

/** Paths below `/openapi/v3/` that the index lists: `api`, `api/v1`, `apis`, `apis/apps`, `apis/apps/v1`… */
export const openApiV3Paths: readonly string[] = groups
  .flatMap(({ group, versions }) => {
    const root = group === '' ? 'api' : `apis/${group}`;
    return [root, ...versions.map(({ version }) => `${root}/${version}`)];
  })
  .concat('apis', ...nonResourceOperations.keys())
  .sort();

/**
 * The document at one of {@link openApiV3Paths}: of a group version, or of the discovery above.
 * Undefined for any other path.
 */
export function openApiV3Document(
  path: string,
  options: OpenApiOptions = {},
): OpenApiObject | undefined {
  if (!openApiV3Paths.includes(path)) return undefined;
  const other = nonResourceOperations.get(path);
  if (other) return writeV3Document([other], [], options);
  const [root, group = '', version = ''] = path === 'api/v1' ? ['api', '', 'v1'] : path.split('/');
  if (version === '') return writeV3Document([groupDiscoveryOperation(`/${path}/`)], [], options);
  const own = `${group}/${version}`;
  const groupVersions = root === 'api' ? [own] : ['/v1', own];
  return writeV3Document(operationsOf({ group, version }), groupVersions, options);
}

/** The index at `/openapi/v3`; a document is fetched by the hash of its bytes, and cached for good. */
export function openApiV3Index(hashOf: (path: string) => string): OpenApiObject {
  const entries = openApiV3Paths.map((path) => [
    path,
    { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(path)}` },
  ]);
  return { paths: Object.fromEntries(entries) };
}

/**
 * A document of operations. Definitions of types that are not built in are given as they are, and
 * refer to `further`.
 */
export function writeV3Document(
  operations: readonly ApiOperation[],
  groupVersions: readonly string[],
  { describe = () => undefined, describeParameter, version = '1.36' }: OpenApiOptions,
  custom: CustomDefinitions = { definitions: {}, further: [] },
): OpenApiObject {
  const dialect: Dialect = { version: 3, describe, groupVersions };
  const writer = {
    parameter: (found: ApiParameter) => parameter(found, describeParameter?.(found.name)),
    operation: (found: ApiOperation, own: readonly OpenApiObject[]) => {
      return writeOperation(found, own, dialect);
    },
  };
  const schemas = typesOf(operations, custom.further).map((name) => [
    name,
    custom.definitions[name] ?? definitionOf(name, dialect),
  ]);
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version },
    paths: pathItems(operations, writer),
    components: {
      ...(schemas.length > 0 && { schemas: Object.fromEntries(schemas) }),
      securitySchemes: { BearerToken: { type: 'apiKey', in: 'header', name: 'authorization' } },
    },
  };
}

function parameter(
  { name, in: place, type }: ApiParameter,
  description: string | undefined,
): OpenApiObject {
  return {
    name,
    in: place,
    ...(description !== undefined && { description }),
    ...(place === 'path' && { required: true }),
    schema: { type, uniqueItems: true },
  };
}

function writeOperation(
  { operationId, tag, action, gvk, body, answers, produces }: ApiOperation,
  parameters: readonly OpenApiObject[],
  dialect: Dialect,
): OpenApiObject {
  const schemaOf = (type: string) =>
    type === 'string' ? { type: 'string' } : referenceTo(dialect, type);
  const contentOf = (mediaTypes: readonly string[], type: string) =>
    Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: schemaOf(type) }]));
  const responses = Object.entries(answers).map(([status, type]) => [
    status,
    { description: phraseOf[status], content: contentOf(produces, type) },
  ]);
  return {
    tags: [tag],
    operationId,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        content: contentOf(body.mediaTypes, body.type),
        ...(body.required && { required: true }),
      },
    }),
    responses: { ...Object.fromEntries(responses), 401: { description: phraseOf['401'] } },
    ...(action !== undefined && { 'x-kubernetes-action': action }),
    ...(gvk && { 'x-kubernetes-group-version-kind': sortedKind(gvk) }),
  };
}
