import { UserError } from '@drillyard/errors';
import type { Authorizer, RuleResolver } from './authorizer.js';
import {
  AlwaysAllowAuthorizer,
  AlwaysDenyAuthorizer,
  PrivilegedGroupsAuthorizer,
} from './constant-authorizers.js';
import { NamedAuthorizer } from './named-authorizer.js';
import { UnionAuthorizer, UnionRuleResolver } from './union-authorizer.js';

/** Members may do everything, before any authorizer is asked. */
export const systemPrivilegedGroup = 'system:masters';

/** Upstream's names for `--authorization-mode`. */
export const authorizationModes = [
  'AlwaysAllow',
  'AlwaysDeny',
  'ABAC',
  'Webhook',
  'RBAC',
  'Node',
] as const;
export type AuthorizationMode = (typeof authorizationModes)[number];

/** How to make the authorizer of a mode; one that is left out cannot be chosen. */
export type AuthorizerFactories = Partial<
  Record<AuthorizationMode, () => Authorizer & RuleResolver>
>;

export interface AuthorizationChain {
  readonly authorizer: Authorizer;
  readonly ruleResolver: RuleResolver;
}

/** The chain `--authorization-mode` describes, in its order (`pkg/kubeapiserver/authorizer`). */
export function createAuthorizationChain(
  modes: readonly string[],
  factories: AuthorizerFactories,
): AuthorizationChain {
  if (modes.length === 0) {
    throw invalidMode('at least one authorization-mode must be passed');
  }
  if (new Set(modes).size < modes.length) {
    throw invalidMode(
      `authorization-mode [${modes.map(quoted).join(' ')}] has mode specified more than once`,
    );
  }
  return chainOf(modes.map((name) => ({ name, authorizer: authorizerOf(name, factories) })));
}

/** The same of authorizers that are there, by the names the authorization log has for them. */
export function chainOf(
  named: readonly { readonly name: string; readonly authorizer: Authorizer & RuleResolver }[],
): AuthorizationChain {
  const privileged = new PrivilegedGroupsAuthorizer([systemPrivilegedGroup]);
  return {
    authorizer: new UnionAuthorizer([
      new NamedAuthorizer(systemPrivilegedGroup, privileged),
      ...named.map(({ name, authorizer }) => new NamedAuthorizer(name, authorizer)),
    ]),
    ruleResolver: new UnionRuleResolver(named.map(({ authorizer }) => authorizer)),
  };
}

/** Throws AUTHORIZATION_MODE_INVALID where there is none of that type. */
export function authorizerOf(
  mode: string,
  factories: AuthorizerFactories,
): Authorizer & RuleResolver {
  switch (mode) {
    case 'AlwaysAllow':
      return new AlwaysAllowAuthorizer();
    case 'AlwaysDeny':
      return new AlwaysDenyAuthorizer();
    default: {
      const known = authorizationModes.find((name) => name === mode);
      if (known === undefined)
        throw invalidMode(`authorization-mode ${quoted(mode)} is not a valid mode`);
      const create = factories[known];
      if (create === undefined) {
        throw invalidMode(`authorization-mode ${quoted(mode)} is not available in this cluster`);
      }
      return create();
    }
  }
}

function invalidMode(message: string): UserError {
  return new UserError('AUTHORIZATION_MODE_INVALID', message);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
