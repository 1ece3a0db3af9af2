import type { KubeObject } from '@drillyard/kube-objects';
import { serviceAccountUserName } from '@drillyard/rbac';
import type { JsonObject } from './jwt.js';

/** Who issues the tokens that live in Secrets (upstream `pkg/serviceaccount/legacy.go`). */
export const legacyIssuer = 'kubernetes/serviceaccount';

const prefix = 'kubernetes.io/serviceaccount';

/** Names of the claims of such a token besides iss and sub. */
export const legacyClaimNames = {
  namespace: `${prefix}/namespace`,
  secretName: `${prefix}/secret.name`,
  serviceAccountName: `${prefix}/service-account.name`,
  serviceAccountUid: `${prefix}/service-account.uid`,
} as const;

/** The claims of a token that lives as long as its Secret. */
export function legacyServiceAccountClaims(account: KubeObject, secret: KubeObject): JsonObject {
  const { namespace = '', name = '', uid = '' } = account.metadata;
  return {
    iss: legacyIssuer,
    sub: serviceAccountUserName(namespace, name),
    [legacyClaimNames.namespace]: namespace,
    [legacyClaimNames.secretName]: secret.metadata.name ?? '',
    [legacyClaimNames.serviceAccountName]: name,
    [legacyClaimNames.serviceAccountUid]: uid,
  };
}
