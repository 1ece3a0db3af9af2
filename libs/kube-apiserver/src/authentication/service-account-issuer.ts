import type { PrivateKey } from '@drillyard/certificates';
import { JwtSigner } from './jwt.js';
import {
  type ServiceAccountClaimsOptions,
  serviceAccountClaims,
} from './service-account-claims.js';

/** Issues the tokens {@link ServiceAccountAuthenticator} accepts. */
export class ServiceAccountIssuer {
  private readonly signer: JwtSigner;

  constructor(
    /** Such as `https://kubernetes.default.svc.cluster.local`. */
    readonly issuer: string,
    privateKey: PrivateKey,
  ) {
    this.signer = new JwtSigner(privateKey);
  }

  issueToken(options: Omit<ServiceAccountClaimsOptions, 'issuer'>): string {
    return this.signer.sign(serviceAccountClaims({ ...options, issuer: this.issuer }));
  }
}
