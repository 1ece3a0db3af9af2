import { randomUUID } from 'node:crypto';
import type { KubeObject } from '@drillyard/kube-objects';
import { serviceAccountUserName } from '@drillyard/rbac';
import type { JsonObject } from './jwt.js';

export interface ObjectRef {
  readonly name: string;
  readonly uid: string;
}

/** What a token may be bound to: it dies with the object. A pod's node is only mentioned. */
export interface TokenBinding {
  readonly pod?: ObjectRef;
  readonly secret?: ObjectRef;
  readonly node?: ObjectRef;
}

/** The `kubernetes.io` claim (upstream `pkg/serviceaccount/claims.go`). */
export interface KubernetesClaim extends TokenBinding {
  readonly namespace: string;
  readonly serviceaccount: ObjectRef;
  readonly warnafter?: number;
}

export interface ServiceAccountClaimsOptions {
  readonly issuer: string;
  readonly serviceAccount: KubeObject;
  readonly audiences: readonly string[];
  readonly lifetimeSeconds: number;
  /** From when on its use is to be noticed, for tokens that outlive what was asked for. */
  readonly warnAfterSeconds?: number;
  readonly binding: TokenBinding;
  readonly now: Date;
}

/** The claims of a bound service account token. */
export function serviceAccountClaims(options: ServiceAccountClaimsOptions): JsonObject {
  const { namespace = '', name = '', uid = '' } = options.serviceAccount.metadata;
  const { warnAfterSeconds, binding } = options;
  const { node, pod, secret } = binding;
  const nowSeconds = Math.floor(options.now.getTime() / 1000);
  const claim: KubernetesClaim = {
    namespace,
    ...(node && { node: reference(node) }),
    ...(pod && { pod: reference(pod) }),
    ...(secret && { secret: reference(secret) }),
    serviceaccount: { name, uid },
    ...(warnAfterSeconds !== undefined && { warnafter: nowSeconds + warnAfterSeconds }),
  };
  return {
    iss: options.issuer,
    sub: serviceAccountUserName(namespace, name),
    aud: options.audiences,
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + options.lifetimeSeconds,
    jti: randomUUID(),
    'kubernetes.io': claim,
  };
}

/** A node that is gone has a name and no uid. */
function reference({ name, uid }: ObjectRef): ObjectRef {
  return { name, ...(uid !== '' && { uid }) } as ObjectRef;
}
