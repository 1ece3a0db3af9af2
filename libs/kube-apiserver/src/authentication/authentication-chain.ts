import type { Certificate } from '@drillyard/certificates';
import { AnonymousAuthenticator } from './anonymous-authenticator.js';
import type {
  AuthenticationRequest,
  AuthenticationResult,
  Authenticator,
  TokenAuthenticator,
  UserInfo,
} from './authenticator.js';
import {
  BearerTokenAuthenticator,
  WebsocketProtocolAuthenticator,
} from './bearer-token-authenticator.js';
import {
  RequestHeaderAuthenticator,
  type RequestHeaderOptions,
} from './request-header-authenticator.js';
import { UnionAuthenticator, UnionTokenAuthenticator } from './union-authenticator.js';
import { X509Authenticator } from './x509-authenticator.js';

export interface AuthenticationChainOptions {
  /** See {@link X509Authenticator}. */
  readonly clientAuthorities: () => readonly Certificate[] | undefined;
  /** The front proxy; undefined where there is none. */
  readonly requestHeader?: RequestHeaderOptions;
  /** In upstream's order: static tokens, service accounts, bootstrap tokens, OIDC, webhook. */
  readonly tokenAuthenticators: readonly TokenAuthenticator[];
  /** Undefined switches anonymous requests off; `paths` limits them. */
  readonly anonymous: { readonly paths?: readonly string[] } | undefined;
  readonly now: () => Date;
}

export interface AuthenticationChain {
  readonly authenticator: Authenticator;
  /** For TokenReviews. */
  readonly tokenAuthenticator: TokenAuthenticator;
}

/** The chain of `pkg/kubeapiserver/authenticator`: a bad credential never becomes anonymous. */
export function createAuthenticationChain(
  options: AuthenticationChainOptions,
): AuthenticationChain {
  const tokenAuthenticator = new UnionTokenAuthenticator(options.tokenAuthenticators);
  const credentials = new AuthenticatedGroupAdder(
    new UnionAuthenticator([
      ...(options.requestHeader ? [new RequestHeaderAuthenticator(options.requestHeader)] : []),
      new X509Authenticator(options.clientAuthorities, options.now),
      new BearerTokenAuthenticator(tokenAuthenticator),
      new WebsocketProtocolAuthenticator(tokenAuthenticator),
    ]),
  );
  const anonymous = options.anonymous && new AnonymousAuthenticator(options.anonymous.paths);
  return {
    tokenAuthenticator,
    authenticator: {
      async authenticate(request) {
        return (await credentials.authenticate(request)) ?? anonymous?.authenticate(request);
      },
    },
  };
}

/** Everyone who proved who they are is in `system:authenticated`. */
class AuthenticatedGroupAdder implements Authenticator {
  constructor(private readonly authenticator: Authenticator) {}

  async authenticate(request: AuthenticationRequest): Promise<AuthenticationResult | undefined> {
    const result = await this.authenticator.authenticate(request);
    return result && { ...result, user: withAuthenticatedGroup(result.user) };
  }
}

export function withAuthenticatedGroup(user: UserInfo): UserInfo {
  const isDecided =
    user.name === 'system:anonymous' ||
    user.groups.includes('system:authenticated') ||
    user.groups.includes('system:unauthenticated');
  return isDecided ? user : { ...user, groups: [...user.groups, 'system:authenticated'] };
}
