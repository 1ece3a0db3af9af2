import type { GroupVersionKind } from '@drillyard/kube-objects';

/** One operation of the API, before it is written as OpenAPI 2 or 3. */
export interface ApiOperation {
  readonly path: string;
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete' | 'head' | 'options';
  readonly operationId: string;
  readonly tag: string;
  /** `list`, `watchlist`, `post`, `connect`…; absent for the discovery of the version itself. */
  readonly action?: string;
  readonly gvk?: GroupVersionKind;
  readonly parameters: readonly ApiParameter[];
  readonly body?: ApiBody;
  /** Upstream names of the types of the answers by status; `string` for plain text. */
  readonly answers: Readonly<Record<string, string>>;
  readonly produces: readonly string[];
}

export interface ApiParameter {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'integer';
}

export interface ApiBody {
  readonly type: string;
  readonly required: boolean;
  readonly mediaTypes: readonly string[];
}

/** Package of the types of requests and answers. */
export const metaTypes = 'io.k8s.apimachinery.pkg.apis.meta.v1';

const strings = (...names: string[]) => names.map((name) => query(name, 'string'));
const booleans = (...names: string[]) => names.map((name) => query(name, 'boolean'));
const integers = (...names: string[]) => names.map((name) => query(name, 'integer'));

export function query(name: string, type: ApiParameter['type']): ApiParameter {
  return { in: 'query', name, type };
}

export function pathParameter(name: string): ApiParameter {
  return { in: 'path', name, type: 'string' };
}

export const pretty = query('pretty', 'string');

const selection = [
  ...strings('continue', 'fieldSelector', 'labelSelector', 'resourceVersion'),
  ...strings('resourceVersionMatch', 'shardSelector'),
  ...integers('limit', 'timeoutSeconds'),
  ...booleans('sendInitialEvents'),
];
const deletion = [
  ...strings('dryRun', 'propagationPolicy'),
  ...integers('gracePeriodSeconds'),
  ...booleans('ignoreStoreReadErrorWithClusterBreakingPotential', 'orphanDependents'),
];
const writing = strings('dryRun', 'fieldManager', 'fieldValidation');
const listing = [...selection, ...booleans('allowWatchBookmarks', 'watch')];

/** Query parameters of each action (the options types of apimachinery `meta/v1`). */
export const parametersOfAction = {
  get: [pretty],
  list: [...listing, pretty],
  watch: [...listing, pretty],
  post: [...writing, pretty],
  put: [...writing, pretty],
  patch: [...writing, ...booleans('force'), pretty],
  delete: [...deletion, pretty],
  deletecollection: [...selection, ...deletion, pretty],
} as const;

export const objectMediaTypes = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];
export const watchMediaTypes = [
  ...objectMediaTypes,
  'application/json;stream=watch',
  'application/vnd.kubernetes.protobuf;stream=watch',
];
export const patchMediaTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];
