/** What a request asks for, read from its method and path (apiserver `request.RequestInfo`). */
export interface RequestInfo {
  readonly isResourceRequest: boolean;
  readonly path: string;
  /** get, list, watch, create, update, patch, delete, deletecollection; else the method. */
  readonly verb: string;
  readonly apiPrefix: string;
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly namespace: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
}

const longRunningVerbs = ['watch', 'proxy'];
const longRunningSubresources = ['attach', 'exec', 'proxy', 'log', 'portforward'];

/** Takes as long as its client wants (apiserver `BasicLongRunningRequestCheck`). */
export function isLongRunning(info: RequestInfo): boolean {
  const { verb, isResourceRequest, subresource, path } = info;
  if (longRunningVerbs.includes(verb)) return true;
  return isResourceRequest
    ? longRunningSubresources.includes(subresource)
    : path.startsWith('/debug/pprof/');
}

/** Thrown for `/api/v1/watch` and `/api/v1/proxy` with nothing behind it. */
export class RequestInfoError extends Error {}

const verbOfMethod: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};
const specialVerbs = ['proxy', 'watch'];
const namespaceSubresources = ['status', 'finalize'];

/**
 * Understands
 * `/api/v1[/watch][/namespaces/NS]/RESOURCE[/NAME[/SUBRESOURCE]]` and the same under
 * `/apis/GROUP/VERSION`; everything else is a non-resource request.
 */
export function readRequestInfo(method: string, path: string, query: URLSearchParams): RequestInfo {
  const parts = path.split('/').filter((_, index, all) => trimmed(all, index));
  const nonResource: RequestInfo = {
    isResourceRequest: false,
    path,
    verb: method.toLowerCase(),
    apiPrefix: '',
    apiGroup: '',
    apiVersion: '',
    namespace: '',
    resource: '',
    subresource: '',
    name: '',
  };
  const apiPrefix = parts[0] ?? '';
  if (parts.length < 3 || !['api', 'apis'].includes(apiPrefix)) return nonResource;
  if (apiPrefix === 'apis' && parts.length < 4) return { ...nonResource, apiPrefix };
  const apiGroup = apiPrefix === 'apis' ? (parts[1] ?? '') : '';
  const [apiVersion = '', ...rest] = parts.slice(apiPrefix === 'apis' ? 2 : 1);
  const special = specialVerbs.includes(rest[0] ?? '');
  if (special && rest.length < 2) {
    throw new RequestInfoError(`unable to determine kind and namespace from url, ${path}`);
  }
  const verb = special ? (rest[0] ?? '') : (verbOfMethod[method] ?? '');
  const target = readTarget(special ? rest.slice(1) : rest);
  // A proxied path has no subresource: what follows the name belongs to the other server.
  const subresource = verb === 'proxy' ? '' : target.subresource;
  const base = { isResourceRequest: true, path, apiPrefix, apiGroup, apiVersion };
  return { ...base, ...target, subresource, ...refineVerb(verb, target.name, query) };
}

function readTarget(parts: readonly string[]) {
  let target = parts;
  let namespace = '';
  if (parts[0] === 'namespaces' && parts.length > 1) {
    namespace = parts[1] ?? '';
    if (parts.length > 2 && !namespaceSubresources.includes(parts[2] ?? ''))
      target = parts.slice(2);
  }
  const [resource = '', name = '', subresource = ''] = target;
  return { namespace, resource, name, subresource };
}

/** Without a name a get is a list or a watch, and a delete is a deletecollection. */
function refineVerb(
  verb: string,
  name: string,
  query: URLSearchParams,
): { verb: string; name: string } {
  if (name !== '') return { verb, name };
  if (verb === 'delete') return { verb: 'deletecollection', name };
  if (verb !== 'get') return { verb, name };
  const watch = query.get('watch');
  const watching = watch !== null && !['false', '0'].includes(watch.toLowerCase());
  return { verb: watching ? 'watch' : 'list', name: selectedName(query) };
}

/** `fieldSelector=metadata.name=x` names the object as far as authorization is concerned. */
function selectedName(query: URLSearchParams): string {
  const selector = query.get('fieldSelector') ?? '';
  const name = /(?:^|,)metadata\.name==?([^,=\\]+)/.exec(selector)?.[1] ?? '';
  return /[/%]|^\.\.?$/.test(name) ? '' : name;
}

/** Leading and trailing slashes do not count, empty parts in between do. */
function trimmed(parts: readonly string[], index: number): boolean {
  return (
    parts[index] !== '' || (parts.slice(0, index).some(Boolean) && parts.slice(index).some(Boolean))
  );
}
