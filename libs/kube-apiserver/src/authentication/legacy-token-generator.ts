import type { PrivateKey } from '@drillyard/certificates';
import type { KubeObject } from '@drillyard/kube-objects';
import { JwtSigner } from './jwt.js';
import { legacyServiceAccountClaims } from './legacy-service-account-claims.js';

/** Signs tokens of accounts that live as long as their Secrets (`--service-account-private-key-file`). */
export function legacyTokenGenerator(
  key: PrivateKey,
): (account: KubeObject, secret: KubeObject) => string {
  const signer = new JwtSigner(key);
  return (account, secret) => signer.sign(legacyServiceAccountClaims(account, secret));
}
