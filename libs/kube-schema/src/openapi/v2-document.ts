import { groups } from '../resource-table.js';
import { schemeGroupVersions } from '../type-table.js';
import {
  type Dialect,
  definitionOf,
  type OpenApiObject,
  referenceTo,
  sortedKind,
} from './definition.js';
import { nonResourceOperations } from './non-resource-operations.js';
import type { ApiOperation, ApiParameter } from './operation.js';
import { groupDiscoveryOperation, operationsOf } from './operations.js';
import { pathItems, phraseOf } from './path-items.js';
import { typesOf } from './types-of-operations.js';
import { type OpenApiOptions, openApiV3Paths } from './v3-document.js';

/** The OpenAPI 2 document of the whole API, as `/openapi/v2` has it in JSON. */
export function openApiV2Document({
  describe = () => undefined,
  describeParameter,
  version = '1.36',
}: OpenApiOptions = {}): OpenApiObject {
  const groupVersions = schemeGroupVersions();
  const dialect: Dialect = { version: 2, describe, groupVersions };
  const operations = allOperations();
  const definitions = typesOf(operations).map((name) => [name, definitionOf(name, dialect)]);
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version },
    paths: writeV2Paths(operations, { describe, ...(describeParameter && { describeParameter }) }),
    definitions: Object.fromEntries(definitions),
    securityDefinitions: { BearerToken: { type: 'apiKey', name: 'authorization', in: 'header' } },
    security: [{ BearerToken: [] }],
  };
}

/** The paths of a document, or what is added to those of another one. */
export function writeV2Paths(
  operations: readonly ApiOperation[],
  { describe = () => undefined, describeParameter }: OpenApiOptions,
): OpenApiObject {
  const dialect: Dialect = { version: 2, describe, groupVersions: [] };
  return pathItems(operations, {
    parameter: (found) => parameter(found, describeParameter?.(found.name)),
    operation: (found, own) => writeOperation(found, own, dialect),
  });
}

function allOperations(): ApiOperation[] {
  const versions = groups.flatMap(({ group, versions: found }) =>
    found.flatMap(({ version }) => operationsOf({ group, version })),
  );
  const roots = openApiV3Paths.filter((path) => /^apis?($|\/)/.test(path) && !/\/v\d+$/.test(path));
  return [
    ...nonResourceOperations.values(),
    ...roots.map((path) => groupDiscoveryOperation(`/${path}/`)),
    ...versions,
  ];
}

function parameter(
  { name, in: place, type }: ApiParameter,
  description: string | undefined,
): OpenApiObject {
  return {
    uniqueItems: true,
    type,
    ...(description !== undefined && { description }),
    name,
    in: place,
    ...(place === 'path' && { required: true }),
  };
}

function writeOperation(
  { operationId, tag, action, gvk, body, answers, produces }: ApiOperation,
  own: readonly OpenApiObject[],
  dialect: Dialect,
): OpenApiObject {
  const bodyParameter = body && {
    name: 'body',
    in: 'body',
    ...(body.required && { required: true }),
    schema: referenceTo(dialect, body.type),
  };
  const parameters = bodyParameter ? [bodyParameter, ...own] : own;
  const responses = Object.entries(answers).map(([status, type]) => {
    const schema = type === 'string' ? { type: 'string' } : referenceTo(dialect, type);
    return [status, { description: phraseOf[status], schema }];
  });
  return {
    consumes: body?.mediaTypes ?? (action === undefined ? produces : ['*/*']),
    produces,
    schemes: ['https'],
    tags: [tag],
    operationId,
    ...(parameters.length > 0 && { parameters }),
    responses: { ...Object.fromEntries(responses), 401: { description: phraseOf['401'] } },
    ...(action !== undefined && { 'x-kubernetes-action': action }),
    ...(gvk && { 'x-kubernetes-group-version-kind': sortedKind(gvk) }),
  };
}
