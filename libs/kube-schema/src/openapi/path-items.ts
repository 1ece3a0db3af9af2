import type { OpenApiObject } from './definition.js';
import type { ApiOperation, ApiParameter } from './operation.js';

/** How a version of OpenAPI writes operations and parameters. */
export interface PathWriter {
  operation(operation: ApiOperation, parameters: readonly OpenApiObject[]): OpenApiObject;
  parameter(parameter: ApiParameter): OpenApiObject;
}

/** Phrases of HTTP, which both versions of OpenAPI demand of every answer. */
export const phraseOf: Readonly<Record<string, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  401: 'Unauthorized',
};

/** Writes the paths, sorted; parameters that all operations of a path have stand at the path. */
export function pathItems(
  operations: readonly ApiOperation[],
  writer: PathWriter,
): Record<string, OpenApiObject> {
  const byPath = new Map<string, ApiOperation[]>();
  for (const operation of operations) {
    byPath.set(operation.path, [...(byPath.get(operation.path) ?? []), operation]);
  }
  const sorted = [...byPath].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([path, found]) => [path, pathItem(found, writer)]));
}

function pathItem(operations: readonly ApiOperation[], writer: PathWriter): OpenApiObject {
  const [first] = operations;
  const isShared = (parameter: ApiParameter) =>
    operations.every(({ parameters }) => parameters.some((other) => isSame(other, parameter)));
  const shared = sortParameters(first?.parameters.filter(isShared) ?? []);
  const item: OpenApiObject = {};
  for (const operation of operations) {
    const own = sortParameters(operation.parameters.filter((parameter) => !isShared(parameter)));
    item[operation.method] = writer.operation(operation, own.map(writer.parameter));
  }
  return { ...item, ...(shared.length > 0 && { parameters: shared.map(writer.parameter) }) };
}

function isSame(a: ApiParameter, b: ApiParameter): boolean {
  return a.name === b.name && a.in === b.in;
}

function sortParameters(parameters: readonly ApiParameter[]): ApiParameter[] {
  return parameters.toSorted((a, b) => {
    if (a.name === b.name) return a.in < b.in ? -1 : 1;
    return a.name < b.name ? -1 : 1;
  });
}
