import { type AuthorizationAttributes, goQuote } from '@drillyard/rbac';
import type { UserInfo } from '../../authentication/authenticator.js';
import type { Authorizer } from '../../authorization/authorizer.js';
import { badRequest } from '../../status-error.js';
import type { Exchange } from '../exchange.js';
import type { Filter } from '../filter.js';
import { forbiddenStatus } from '../forbidden-status.js';

const userHeader = 'impersonate-user';
const groupHeader = 'impersonate-group';
const uidHeader = 'impersonate-uid';
const extraHeaderPrefix = 'impersonate-extra-';
const authenticated = 'system:authenticated';
const unauthenticated = 'system:unauthenticated';

/** One thing about another user that the requester wants to take on. */
interface ImpersonationRequest {
  readonly group: string;
  readonly version: string;
  readonly resource: 'users' | 'groups' | 'serviceaccounts' | 'userextras' | 'uids';
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

type Extras = [key: string, values: string[]][];

/**
 * Acts as the user the Impersonate-* headers name, where the requester may impersonate each thing
 * they ask for (apiserver `WithImpersonation`).
 */
export function withImpersonation(authorizer: Authorizer): Filter {
  return async (exchange, next) => {
    const requests = readImpersonationRequests(exchange);
    if (requests.length > 0) {
      for (const request of requests) await authorizeRequest(exchange, authorizer, request);
      exchange.user = impersonatedUser(requests);
    }
    return next(exchange);
  };
}

function readImpersonationRequests(exchange: Exchange): ImpersonationRequest[] {
  const user = exchange.header(userHeader);
  const groups = exchange.headerValues(groupHeader);
  const uid = exchange.header(uidHeader);
  const extras = readExtras(exchange);
  const others: ImpersonationRequest[] = [
    ...groups.map((name) => request('groups', name)),
    ...extras.flatMap(([key, values]) =>
      values.map((name) => ({ ...authenticationRequest('userextras', name), subresource: key })),
    ),
    ...(uid === '' ? [] : [authenticationRequest('uids', uid)]),
  ];
  if (user !== '') return [userRequest(user), ...others];
  if (others.length === 0) return [];
  const described = describeUser(uid, groups, extras);
  throw badRequest(`requested ${described} without impersonating a user name`);
}

/** As Go prints a `user.DefaultInfo` with %#v. */
function describeUser(uid: string, groups: readonly string[], extras: Extras): string {
  const list = (values: readonly string[]) => `[]string{${values.map(goQuote).join(', ')}}`;
  const entries = extras.map(([key, values]) => `${goQuote(key)}:${list(values)}`);
  const extra = entries.length === 0 ? '(nil)' : `{${entries.sort().join(', ')}}`;
  const groupList = groups.length === 0 ? '[]string(nil)' : list(groups);
  return `&user.DefaultInfo{Name:"", UID:${goQuote(uid)}, Groups:${groupList}, Extra:map[string][]string${extra}}`;
}

function readExtras(exchange: Exchange): Extras {
  return Object.keys(exchange.request.headers)
    .filter((header) => header.startsWith(extraHeaderPrefix))
    .map((header) => {
      return [unescapeKey(header.slice(extraHeaderPrefix.length)), exchange.headerValues(header)];
    });
}

/** Keys are percent-encoded, so that they fit in a header's name; a malformed one is taken as it is. */
function unescapeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function request(resource: ImpersonationRequest['resource'], name: string): ImpersonationRequest {
  return { group: '', version: '', resource, subresource: '', namespace: '', name };
}

function authenticationRequest(resource: 'userextras' | 'uids', name: string) {
  return { ...request(resource, name), group: 'authentication.k8s.io', version: 'v1' };
}

function userRequest(user: string): ImpersonationRequest {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  if (namespace === undefined || name === undefined) return request('users', user);
  return { ...request('serviceaccounts', name), namespace };
}

async function authorizeRequest(
  { user }: Exchange,
  authorizer: Authorizer,
  { group, version, resource, subresource, namespace, name }: ImpersonationRequest,
): Promise<void> {
  const attributes: AuthorizationAttributes = {
    user,
    verb: 'impersonate',
    isResourceRequest: true,
    apiGroup: group,
    apiVersion: version,
    resource,
    subresource,
    namespace,
    name,
    path: '',
  };
  const { decision, reason } = await authorizer.authorize(attributes);
  if (decision !== 'Allow') throw forbiddenStatus(attributes, reason);
}

function impersonatedUser(requests: readonly ImpersonationRequest[]): UserInfo {
  const namesOf = (resource: ImpersonationRequest['resource']) =>
    requests.filter((request) => request.resource === resource).map(({ name }) => name);
  const account = requests.find(({ resource }) => resource === 'serviceaccounts');
  const [user = ''] = namesOf('users');
  const name =
    account === undefined ? user : `system:serviceaccount:${account.namespace}:${account.name}`;
  const asked = namesOf('groups');
  const groups =
    asked.length === 0 && account !== undefined ? accountGroups(account.namespace) : asked;
  const [uid] = namesOf('uids');
  const extra = extraOf(requests);
  return {
    name,
    groups: withAuthenticatedGroup(name, groups),
    ...(uid === undefined ? {} : { uid }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

function accountGroups(namespace: string): string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

function withAuthenticatedGroup(name: string, groups: readonly string[]): readonly string[] {
  if (name === 'system:anonymous') {
    return groups.includes(unauthenticated) ? groups : [...groups, unauthenticated];
  }
  const told = groups.includes(authenticated) || groups.includes(unauthenticated);
  return told ? groups : [...groups, authenticated];
}

function extraOf(requests: readonly ImpersonationRequest[]): Record<string, string[]> {
  const extra: Record<string, string[]> = {};
  for (const { resource, subresource, name } of requests) {
    if (resource !== 'userextras') continue;
    extra[subresource] = [...(extra[subresource] ?? []), name];
  }
  return extra;
}
