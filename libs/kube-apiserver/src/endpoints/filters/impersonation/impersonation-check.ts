import { isDNS1123Subdomain } from '@drillyard/kube-objects';
import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { UserInfo } from '../../../authentication/authenticator.js';
import type { AuthorizationDecision } from '../../../authorization/authorizer.js';
import { forbiddenStatus } from '../../forbidden-status.js';
import { mistakeInExtra } from './impersonated-extra.js';

/** From this many on one question about all of them is tried before one about each. */
const manyChecks = 4;
const authenticated = 'system:authenticated';
const unauthenticated = 'system:unauthenticated';
const authenticationApi = { apiGroup: 'authentication.k8s.io', apiVersion: 'v1' };

export interface ImpersonationCheck {
  readonly requestor: UserInfo;
  /** `impersonate`, or `impersonate:MODE` for constrained impersonation. */
  readonly verb: string;
  readonly authorize: (attributes: AuthorizationAttributes) => Promise<AuthorizationDecision>;
}

/**
 * Asks whether each thing about the wanted user may be taken on, and answers with who the
 * requestor becomes. Throws 403 (apiserver `impersonationModeState.check`).
 */
export async function checkImpersonation(
  check: ImpersonationCheck,
  wanted: UserInfo,
): Promise<UserInfo> {
  await checkName(check, wanted.name);
  if (wanted.uid !== undefined) {
    await allow(check, { ...authenticationApi, resource: 'uids', name: wanted.uid });
  }
  await checkGroups(check, wanted.groups);
  await checkExtra(check, wanted.extra ?? {});
  const groups = impersonatedGroups(check, wanted);
  return { ...wanted, groups: withAuthenticatedGroup(wanted.name, groups) };
}

/** Throws 403 where it is not allowed. */
export async function allow(
  { requestor, verb, authorize }: ImpersonationCheck,
  asked: Partial<AuthorizationAttributes> & Pick<AuthorizationAttributes, 'resource'>,
): Promise<void> {
  await allowRequest({ authorize }, impersonationAttributes(requestor, verb, asked));
}

export async function allowRequest(
  { authorize }: Pick<ImpersonationCheck, 'authorize'>,
  attributes: AuthorizationAttributes,
): Promise<void> {
  const { decision, reason, evaluationError } = await authorize(attributes);
  if (decision === 'Allow') return;
  const why = [evaluationError, reason].filter(Boolean).join(': ');
  throw forbiddenStatus(attributes, why);
}

function impersonationAttributes(
  user: UserInfo,
  verb: string,
  asked: Partial<AuthorizationAttributes> & Pick<AuthorizationAttributes, 'resource'>,
): AuthorizationAttributes {
  return {
    user,
    verb,
    isResourceRequest: true,
    apiGroup: '',
    apiVersion: '',
    subresource: '',
    namespace: '',
    name: '',
    path: '',
    ...asked,
  };
}

/** Constrained impersonation has its users and groups in an API group of their own. */
function userApi({ verb }: ImpersonationCheck) {
  return isConstrained(verb) ? authenticationApi : { apiGroup: '', apiVersion: 'v1' };
}

function isConstrained(verb: string): boolean {
  return verb !== 'impersonate';
}

async function checkName(check: ImpersonationCheck, username: string): Promise<void> {
  const api = userApi(check);
  const account = serviceAccountOf(username);
  const node = isConstrained(check.verb) ? nodeNameOf(username) : undefined;
  if (account !== undefined)
    return allow(check, { ...api, resource: 'serviceaccounts', ...account });
  if (node !== undefined) return allow(check, { ...api, resource: 'nodes', name: node });
  return allow(check, { ...api, resource: 'users', name: username });
}

async function checkGroups(check: ImpersonationCheck, groups: readonly string[]): Promise<void> {
  const about = { ...userApi(check), resource: 'groups' };
  if (isConstrained(check.verb)) {
    refuse(check, about, groups, '', 'impersonating the empty string group is not allowed');
    const masters = 'system:masters';
    refuse(check, about, groups, masters, `impersonating the ${masters} group is not allowed`);
    if (groups.length >= manyChecks && (await isAllowed(check, { ...about, name: '*' }))) return;
  }
  for (const name of groups) await allow(check, { ...about, name });
}

function refuse(
  { requestor, verb }: ImpersonationCheck,
  about: Pick<AuthorizationAttributes, 'apiGroup' | 'apiVersion' | 'resource'>,
  groups: readonly string[],
  group: string,
  why: string,
): void {
  if (!groups.includes(group)) return;
  throw forbiddenStatus(impersonationAttributes(requestor, verb, { ...about, name: group }), why);
}

async function checkExtra(
  check: ImpersonationCheck,
  extra: NonNullable<UserInfo['extra']>,
): Promise<void> {
  const about = { ...authenticationApi, resource: 'userextras' };
  const pairs = Object.entries(extra).flatMap(([subresource, values]) =>
    values.map((name) => ({ ...about, subresource, name })),
  );
  if (isConstrained(check.verb)) {
    const mistake = mistakeInExtra(extra);
    if (mistake !== undefined) {
      const { requestor, verb } = check;
      throw forbiddenStatus(impersonationAttributes(requestor, verb, about), mistake);
    }
    const every = { ...about, subresource: '*', name: '*' };
    if (pairs.length >= manyChecks && (await isAllowed(check, every))) return;
  }
  for (const pair of pairs) await allow(check, pair);
}

async function isAllowed(
  { requestor, verb, authorize }: ImpersonationCheck,
  asked: Partial<AuthorizationAttributes> & Pick<AuthorizationAttributes, 'resource'>,
): Promise<boolean> {
  const { decision } = await authorize(impersonationAttributes(requestor, verb, asked));
  return decision === 'Allow';
}

/** The groups of service accounts, and under constraint those of nodes, follow from their names. */
function impersonatedGroups({ verb }: ImpersonationCheck, wanted: UserInfo): readonly string[] {
  const account = serviceAccountOf(wanted.name);
  if (account !== undefined && wanted.groups.length === 0) {
    return ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`];
  }
  const isNode = isConstrained(verb) && nodeNameOf(wanted.name) !== undefined;
  return isNode ? ['system:nodes'] : wanted.groups;
}

function withAuthenticatedGroup(name: string, groups: readonly string[]): readonly string[] {
  if (name === 'system:anonymous') {
    return groups.includes(unauthenticated) ? groups : [...groups, unauthenticated];
  }
  const told = groups.includes(authenticated) || groups.includes(unauthenticated);
  return told ? groups : [...groups, authenticated];
}

export function serviceAccountOf(
  username: string,
): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

export function nodeNameOf(username: string): string | undefined {
  const [, name] = /^system:node:(.*)$/s.exec(username) ?? [];
  return name !== undefined && isDNS1123Subdomain(name).length === 0 ? name : undefined;
}
