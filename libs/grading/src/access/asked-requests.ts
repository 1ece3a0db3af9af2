import type { AccessSpec } from '@drillyard/lab-spec';
import type { AccessRequest } from './access-review.js';
import { parseResourcePath } from './resource-path.js';

/** One request for every verb and name of an access check. */
export function askedRequests(spec: AccessSpec, verbs: readonly string[] = []): AccessRequest[] {
  const { resource, apiGroup, nonResourceURL, namespace = '', resourceNames = [''] } = spec;
  if (nonResourceURL !== undefined) return verbs.map((verb) => ({ verb, path: nonResourceURL }));
  if (resource === undefined) return [];
  const path = parseResourcePath(resource, apiGroup);
  return verbs.flatMap((verb) => resourceNames.map((name) => ({ verb, ...path, namespace, name })));
}
