import { timingSafeEqual } from 'node:crypto';
import type { KubeObject } from '@drillyard/kube-objects';
import { goQuote, goQuoteAll, serviceAccountGroups, serviceAccountUserName } from '@drillyard/rbac';
import type { ObjectReader } from '../storage/object-reader.js';
import {
  AuthenticationError,
  type AuthenticationResult,
  type TokenAuthenticator,
} from './authenticator.js';
import { decodeJwt, type JsonObject } from './jwt.js';
import type { JwtKeySet } from './jwt-key-set.js';
import { legacyClaimNames, legacyIssuer } from './legacy-service-account-claims.js';

/** Says since when nobody may use a token any more. */
const invalidSinceLabel = 'kubernetes.io/legacy-token-invalid-since';

export interface LegacyServiceAccountAuthenticatorOptions {
  readonly keys: JwtKeySet;
  readonly apiAudiences: readonly string[];
  readonly reader: ObjectReader;
  /** Hears of each use of a token, by the Secret it is in. */
  readonly onUsed: (secret: KubeObject) => void;
}

interface LegacyClaims {
  readonly namespace: string;
  readonly secretName: string;
  readonly serviceAccountName: string;
  readonly serviceAccountUid: string;
}

/** Tokens in Secrets: good while Secret and account are there (`pkg/serviceaccount/legacy.go`). */
export class LegacyServiceAccountAuthenticator implements TokenAuthenticator {
  constructor(private readonly options: LegacyServiceAccountAuthenticatorOptions) {}

  async authenticateToken(
    token: string,
    audiences: readonly string[] = this.options.apiAudiences,
  ): Promise<AuthenticationResult | undefined> {
    const { keys, apiAudiences } = this.options;
    const jwt = decodeJwt(token);
    if (jwt?.claims['iss'] !== legacyIssuer) return undefined;
    keys.checkSignature(jwt);
    // Such a token names no audience: it is for the API server.
    const shared = apiAudiences.filter((audience) => audiences.includes(audience));
    if (shared.length === 0) {
      throw new AuthenticationError(
        `token audiences ${goQuoteAll(apiAudiences)} is invalid for the target audiences ${goQuoteAll(audiences)}`,
      );
    }
    const claims = readClaims(jwt.claims);
    const secret = this.checkSecret(claims, token);
    this.checkAccount(claims);
    this.options.onUsed(secret);
    checkStillValid(claims, secret);
    const { namespace, serviceAccountName, serviceAccountUid } = claims;
    const name = serviceAccountUserName(namespace, serviceAccountName);
    const user = { name, uid: serviceAccountUid, groups: serviceAccountGroups(namespace) };
    return { user, audiences: shared };
  }

  private checkSecret({ namespace, secretName }: LegacyClaims, token: string): KubeObject {
    const secret = this.options.reader.get(
      { group: '', resource: 'secrets' },
      namespace,
      secretName,
    );
    if (secret === undefined || secret.metadata.deletionTimestamp !== undefined) {
      throw new AuthenticationError('Token has been invalidated');
    }
    const { token: kept = '' } = (secret['data'] ?? {}) as { token?: string };
    if (!isSame(Buffer.from(kept, 'base64'), Buffer.from(token))) {
      throw new AuthenticationError("Token does not match server's copy");
    }
    return secret;
  }

  private checkAccount(claims: LegacyClaims): void {
    const { namespace, serviceAccountName: name, serviceAccountUid } = claims;
    const resource = { group: '', resource: 'serviceaccounts' };
    const account = this.options.reader.get(resource, namespace, name);
    if (account === undefined) {
      throw new AuthenticationError(`serviceaccounts ${goQuote(name)} not found`);
    }
    const { uid, deletionTimestamp } = account.metadata;
    if (deletionTimestamp !== undefined) {
      throw new AuthenticationError(`ServiceAccount ${namespace}/${name} has been deleted`);
    }
    if (uid !== serviceAccountUid) {
      const why = `ServiceAccount UID (${uid}) does not match claim (${serviceAccountUid})`;
      throw new AuthenticationError(why);
    }
  }
}

function checkStillValid(claims: LegacyClaims, { metadata }: KubeObject): void {
  if (!metadata.labels?.[invalidSinceLabel]) return;
  const { namespace, secretName, serviceAccountName } = claims;
  throw new AuthenticationError(
    `the token in secret ${namespace}/${secretName} for service account ${namespace}/${serviceAccountName} has been marked invalid. Use tokens from the TokenRequest API or manually created secret-based tokens, or remove the '${invalidSinceLabel}' label from the secret to temporarily allow use of this token`,
  );
}

function readClaims(claims: JsonObject): LegacyClaims {
  const text = (name: string, called: string): string => {
    const value = claims[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new AuthenticationError(`${called} claim is missing`);
  };
  const subject = text('sub', 'sub');
  const namespace = text(legacyClaimNames.namespace, 'namespace');
  const secretName = text(legacyClaimNames.secretName, 'secretName');
  const serviceAccountName = text(legacyClaimNames.serviceAccountName, 'serviceAccountName');
  const serviceAccountUid = text(legacyClaimNames.serviceAccountUid, 'serviceAccountUID');
  if (subject !== serviceAccountUserName(namespace, serviceAccountName)) {
    throw new AuthenticationError('sub claim is invalid');
  }
  return { namespace, secretName, serviceAccountName, serviceAccountUid };
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
