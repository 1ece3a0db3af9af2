import type { GroupVersion } from '@drillyard/kube-objects';
import { resources } from '../resource-table.js';
import { capitalise } from './endpoint.js';
import { type ApiOperation, metaTypes, objectMediaTypes } from './operation.js';
import { groupTagOf, idPrefixOf, tagOf } from './operation-names.js';
import { resourceOperations } from './resource-operations.js';

/** Every operation of a group version, as upstream's installer registers them. */
export function operationsOf(groupVersion: GroupVersion): ApiOperation[] {
  const root = rootOf(groupVersion);
  const served = resources.filter(
    ({ group, version }) => group === groupVersion.group && version === groupVersion.version,
  );
  return [
    discoveryOperation(groupVersion, root),
    ...served.flatMap((resource) => resourceOperations(resource, root)),
  ];
}

/** Discovery above group versions: `/api/`, `/apis/` and `/apis/<group>/`. */
export function groupDiscoveryOperation(path: string): ApiOperation {
  const group = path.split('/')[2] ?? '';
  const discovery = { path, method: 'get', parameters: [], produces: objectMediaTypes } as const;
  if (path === '/api/') {
    const answers = { 200: `${metaTypes}.APIVersions` };
    return { ...discovery, tag: 'core', operationId: 'getCoreAPIVersions', answers };
  }
  if (group === '') {
    const answers = { 200: `${metaTypes}.APIGroupList` };
    return { ...discovery, tag: 'apis', operationId: 'getAPIVersions', answers };
  }
  const tag = groupTagOf(group);
  const answers = { 200: `${metaTypes}.APIGroup` };
  return { ...discovery, tag, operationId: `get${capitalise(tag)}APIGroup`, answers };
}

/** `/api/v1` or `/apis/apps/v1`. */
export function rootOf({ group, version }: GroupVersion): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}

function discoveryOperation(groupVersion: GroupVersion, root: string): ApiOperation {
  return {
    path: `${root}/`,
    method: 'get',
    operationId: `get${idPrefixOf(groupVersion)}APIResources`,
    tag: tagOf(groupVersion),
    parameters: [],
    answers: { 200: `${metaTypes}.APIResourceList` },
    produces: objectMediaTypes,
  };
}
