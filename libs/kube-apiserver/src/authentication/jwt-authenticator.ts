import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Dial } from '../dialing/dial.js';
import type { JwtAuthenticatorConfig, PrefixedClaim } from './authentication-configuration.js';
import {
  AuthenticationError,
  type AuthenticationResult,
  credentialIdKey,
  type TokenAuthenticator,
  type UserInfo,
} from './authenticator.js';
import { decodeJwt } from './jwt.js';
import { OpenidProvider } from './openid-provider.js';

/** Upstream's `AllValidSigningAlgorithms`: no shared secrets. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'],
];

/**
 * ID tokens of one OpenID Connect issuer (apiserver `plugin/pkg/authenticator/token/oidc`). A
 * token of another issuer is left to others.
 */
export class JwtAuthenticator implements TokenAuthenticator {
  private readonly provider: OpenidProvider;

  constructor(
    private readonly config: JwtAuthenticatorConfig,
    private readonly apiAudiences: readonly string[],
    private readonly now: () => Date,
    dial: Dial,
  ) {
    const { url, discoveryURL: discoveryUrl, certificateAuthority } = config.issuer;
    this.provider = new OpenidProvider({ url, discoveryUrl, certificateAuthority, now, dial });
  }

  async authenticateToken(
    token: string,
    audiences: readonly string[] = this.apiAudiences,
  ): Promise<AuthenticationResult | undefined> {
    const { issuer } = this.config;
    if (decodeJwt(token)?.claims['iss'] !== issuer.url) return undefined;
    const shared = audiences.filter((audience) => this.apiAudiences.includes(audience));
    if (shared.length === 0) return undefined;
    const claims = await this.verify(token);
    return { user: this.userOf(claims), audiences: shared };
  }

  private async verify(token: string): Promise<JWTPayload> {
    const { url, audiences } = this.config.issuer;
    try {
      const { payload } = await jwtVerify(token, this.provider.keyOf, {
        issuer: url,
        audience: [...audiences],
        algorithms,
        currentDate: this.now(),
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      throw new AuthenticationError(`oidc: verify token: ${error.message}`);
    }
  }

  private userOf(claims: JWTPayload): UserInfo {
    const { username, groups, uid } = this.config.claimMappings;
    const name = usernameOf(claims, username);
    this.checkRequiredClaims(claims);
    const { jti } = claims;
    return {
      name,
      groups: groupsOf(claims, groups),
      ...(uid?.claim && { uid: textOf(claims, uid.claim, `uid claim "${uid.claim}"`) }),
      ...(jti !== undefined && { extra: { [credentialIdKey]: [`JTI=${jti}`] } }),
    };
  }

  private checkRequiredClaims(claims: JWTPayload): void {
    for (const { claim = '', requiredValue = '' } of this.config.claimValidationRules ?? []) {
      if (!(claim in claims)) {
        throw new AuthenticationError(`oidc: required claim ${claim} not present in ID token`);
      }
      const found = textOf(claims, claim, `claim ${claim}`);
      if (found !== requiredValue) {
        throw new AuthenticationError(
          `oidc: required claim ${claim} value does not match. Got = ${found}, want = ${requiredValue}`,
        );
      }
    }
  }
}

function usernameOf(claims: JWTPayload, { claim = '', prefix = '' }: PrefixedClaim): string {
  const name = textOf(claims, claim, `username claims "${claim}"`);
  const { email_verified: isVerified = true } = claims;
  if (claim === 'email' && isVerified !== true) {
    throw new AuthenticationError('oidc: email not verified');
  }
  return `${prefix}${name}`;
}

/** One group may stand for itself, without a list around it. */
function groupsOf(claims: JWTPayload, { claim = '', prefix = '' }: PrefixedClaim = {}): string[] {
  const found = claims[claim];
  if (claim === '' || found === undefined) return [];
  const groups: readonly unknown[] = Array.isArray(found) ? found : [found];
  return groups.map((group) => {
    if (typeof group === 'string') return `${prefix}${group}`;
    throw new AuthenticationError(
      `oidc: parse groups claim "${claim}": it holds more than strings`,
    );
  });
}

function textOf(claims: JWTPayload, claim: string, what: string): string {
  const value = claims[claim];
  if (typeof value === 'string') return value;
  const why = value === undefined ? 'claim not present' : `it is no string but ${typeof value}`;
  throw new AuthenticationError(`oidc: parse ${what}: ${why}`);
}
