import type { GroupResource, KubeObject } from '@drillyard/kube-objects';
import { CustomResource } from '../apiextensions/serving/custom-resource.js';
import { badRequest } from '../status-error.js';
import type { OutputMediaType } from './media-type.js';
import type { RequestScope } from './request-scope.js';

export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** What a table says of each row's object besides its cells. */
export function readIncludeObject({ exchange }: Pick<RequestScope, 'exchange'>): IncludeObject {
  const value = exchange.query.get('includeObject') || 'Metadata';
  if (value === 'None' || value === 'Metadata' || value === 'Object') return value;
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(value)}: must be 'Metadata', 'Object', 'None', or empty`,
  );
}

/** What a table needs to know of the request it answers. */
export interface TableScope extends Pick<RequestScope, 'exchange' | 'server'> {
  /** Whose columns it has. */
  readonly resource: GroupResource;
}

/** One object in the shape the client asked for. */
export function transformObject(
  scope: TableScope,
  object: KubeObject,
  { as }: OutputMediaType,
): unknown {
  if (as === undefined) return object;
  if (as.kind === 'Table') {
    const { resourceVersion = '' } = object.metadata;
    return tableOf(scope, [object], { resourceVersion }, as.version, readIncludeObject(scope));
  }
  return partialObjectMetadata(object, `meta.k8s.io/${as.version}`);
}

export function partialObjectMetadata(object: KubeObject, apiVersion: string): object {
  return { kind: 'PartialObjectMetadata', apiVersion, metadata: object.metadata };
}

function rowObject(object: KubeObject, include: IncludeObject, apiVersion: string): object | null {
  if (include === 'None') return null;
  return include === 'Object' ? object : partialObjectMetadata(object, apiVersion);
}

/** Columns and rows as `kubectl get` prints them (metav1 `Table`). */
export function tableOf(
  { server, resource }: TableScope,
  objects: readonly KubeObject[],
  metadata: object,
  version: string,
  include: IncludeObject,
): object {
  const apiVersion = `meta.k8s.io/${version}`;
  const printer =
    resource instanceof CustomResource ? resource.printer : server.printers.of(resource);
  const now = server.now();
  const rows = objects.map((object) => ({
    cells: printer.cells(object, now),
    object: rowObject(object, include, apiVersion),
  }));
  return { kind: 'Table', apiVersion, metadata, columnDefinitions: printer.columns, rows };
}

/** Upstream's typed lists leave out of their items what the list itself says. */
export function withoutType({ kind: _kind, apiVersion: _apiVersion, ...rest }: KubeObject): object {
  return rest;
}
