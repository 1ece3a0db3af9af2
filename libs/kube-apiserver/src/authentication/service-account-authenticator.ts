import type { GroupResource, KubeObject } from '@drillyard/kube-objects';
import { goQuote, goQuoteAll, serviceAccountGroups, serviceAccountUserName } from '@drillyard/rbac';
import type { ObjectReader } from '../storage/object-reader.js';
import {
  AuthenticationError,
  type AuthenticationResult,
  credentialIdKey,
  type TokenAuthenticator,
  type UserInfo,
} from './authenticator.js';
import { decodeJwt, type JsonObject } from './jwt.js';
import type { JwtKeySet } from './jwt-key-set.js';
import type { KubernetesClaim, ObjectRef } from './service-account-claims.js';

/** How far clocks may be apart, and how long something deleted still counts (go-jose `DefaultLeeway`). */
const leewaySeconds = 60;

export interface ServiceAccountAuthenticatorOptions {
  /** Accepted issuers; the first is who issues. */
  readonly issuers: readonly string[];
  readonly keys: JwtKeySet;
  readonly apiAudiences: readonly string[];
  /** Where accounts, pods, Secrets and nodes are looked up: a token dies with them. */
  readonly reader: ObjectReader;
  readonly now: () => Date;
}

/** Bound service account tokens (upstream `pkg/serviceaccount`, `jwt.go` and `claims.go`). */
export class ServiceAccountAuthenticator implements TokenAuthenticator {
  constructor(private readonly options: ServiceAccountAuthenticatorOptions) {}

  async authenticateToken(
    token: string,
    audiences: readonly string[] = this.options.apiAudiences,
  ): Promise<AuthenticationResult | undefined> {
    const jwt = decodeJwt(token);
    const { iss } = jwt?.claims ?? {};
    if (jwt === undefined || typeof iss !== 'string' || !this.options.issuers.includes(iss)) {
      return undefined;
    }
    this.options.keys.checkSignature(jwt);
    const tokenAudiences = readAudiences(jwt.claims);
    const shared = tokenAudiences.filter((audience) => audiences.includes(audience));
    if (shared.length === 0) {
      throw new AuthenticationError(
        `token audiences ${goQuoteAll(tokenAudiences)} is invalid for the target audiences ${goQuoteAll(audiences)}`,
      );
    }
    this.checkTimes(jwt.claims);
    const auditAnnotations = staleness(jwt.claims, this.options.now());
    return { user: this.findUser(jwt.claims), audiences: shared, ...auditAnnotations };
  }

  private checkTimes({ nbf, exp, iat }: JsonObject): void {
    const nowSeconds = this.options.now().getTime() / 1000;
    if (typeof nbf === 'number' && nowSeconds + leewaySeconds < nbf) {
      throw new AuthenticationError('service account token is not valid yet');
    }
    if (typeof exp === 'number' && nowSeconds - leewaySeconds > exp) {
      throw new AuthenticationError('service account token has expired');
    }
    if (typeof iat === 'number' && nowSeconds + leewaySeconds < iat) {
      throw new AuthenticationError('service account token is issued in the future');
    }
  }

  private findUser(claims: JsonObject): UserInfo {
    // Signed by us: its shape is ours.
    const claim = claims['kubernetes.io'] as KubernetesClaim | undefined;
    if (claim?.serviceaccount === undefined) {
      throw new AuthenticationError('service account token claims could not be validated');
    }
    const { namespace, serviceaccount: account, pod, secret, node } = claim;
    this.checkAccount(namespace, account);
    if (secret) this.checkBound('secrets', 'secret', namespace, secret);
    if (pod) this.checkBound('pods', 'pod', namespace, pod);
    if (node && !pod) this.checkBound('nodes', 'node', '', node);
    return {
      name: serviceAccountUserName(namespace, account.name),
      uid: account.uid,
      groups: serviceAccountGroups(namespace),
      extra: extraOf(claim, claims['jti']),
    };
  }

  private checkAccount(namespace: string, { name, uid }: ObjectRef): void {
    const account = this.find('serviceaccounts', namespace, name);
    if (account === undefined) {
      throw new AuthenticationError(`serviceaccounts ${goQuote(name)} not found`);
    }
    if (account.metadata.uid !== uid) {
      throw new AuthenticationError(
        `service account UID (${account.metadata.uid}) does not match claim (${uid})`,
      );
    }
    if (this.isGone(account)) {
      throw new AuthenticationError(`service account ${namespace}/${name} has been deleted`);
    }
  }

  private checkBound(resource: string, kind: string, namespace: string, ref: ObjectRef): void {
    const object = this.find(resource, namespace, ref.name);
    if (object === undefined || (object.metadata.uid === ref.uid && this.isGone(object))) {
      throw new AuthenticationError('service account token has been invalidated');
    }
    if (object.metadata.uid !== ref.uid) {
      throw new AuthenticationError(
        `${kind} UID (${object.metadata.uid}) does not match service account ${kind} ref claim (${ref.uid})`,
      );
    }
  }

  private find(resource: string, namespace: string, name: string): KubeObject | undefined {
    const groupResource: GroupResource = { group: '', resource };
    return this.options.reader.get(groupResource, namespace, name);
  }

  private isGone({ metadata }: KubeObject): boolean {
    const { deletionTimestamp } = metadata;
    const before = this.options.now().getTime() - leewaySeconds * 1000;
    return deletionTimestamp !== undefined && Date.parse(deletionTimestamp) < before;
  }
}

/** Tokens of pods that live longer than was asked for say so when they are used after that. */
function staleness(claims: JsonObject, now: Date): Pick<AuthenticationResult, 'auditAnnotations'> {
  const { warnafter = 0 } = (claims['kubernetes.io'] ?? {}) as Partial<KubernetesClaim>;
  const seconds = Math.floor(now.getTime() / 1000) - warnafter;
  if (warnafter === 0 || seconds <= 0) return {};
  const text = `subject: ${claims['sub']}, seconds after warning threshold: ${seconds}`;
  return { auditAnnotations: { 'authentication.k8s.io/stale-token': text } };
}

function extraOf({ pod, node }: KubernetesClaim, jti: unknown) {
  const prefix = 'authentication.kubernetes.io';
  return {
    ...(pod && { [`${prefix}/pod-name`]: [pod.name], [`${prefix}/pod-uid`]: [pod.uid] }),
    ...(typeof jti === 'string' && { [credentialIdKey]: [`JTI=${jti}`] }),
    ...(node && { [`${prefix}/node-name`]: [node.name] }),
    ...(node?.uid && { [`${prefix}/node-uid`]: [node.uid] }),
  };
}

function readAudiences({ aud }: JsonObject): readonly string[] {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return audiences.filter((audience) => typeof audience === 'string');
}
