/** A resource as RBAC knows it. */
export interface ResourcePath {
  readonly group: string;
  readonly resource: string;
  /** Empty where the resource itself is meant. */
  readonly subresource: string;
}

/** Reads kubectl's spelling: `pods`, `pods/log`, `deployments.apps`, `deployments.apps/scale`. */
export function parseResourcePath(text: string, apiGroup?: string): ResourcePath {
  const [path = '', subresource = ''] = text.split('/');
  const dot = path.indexOf('.');
  const resource = dot < 0 ? path : path.slice(0, dot);
  return { group: apiGroup ?? (dot < 0 ? '' : path.slice(dot + 1)), resource, subresource };
}

/** `pods/log`, as the rules of a role name it. */
export function ruleResource({ resource, subresource }: ResourcePath): string {
  return subresource === '' ? resource : `${resource}/${subresource}`;
}
