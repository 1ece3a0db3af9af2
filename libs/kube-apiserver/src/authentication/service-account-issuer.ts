import type { PrivateKey } from '@drillyard/certificates';
import { JwtSigner } from './jwt.js';
import {
  type ServiceAccountClaimsOptions,
  serviceAccountClaims,
} from './service-account-claims.js';

export interface IssuedToken {
  readonly token: string;
  /** By which the token can be told in an audit log. */
  readonly credentialId: string;
}

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

  issueToken(options: Omit<ServiceAccountClaimsOptions, 'issuer'>): IssuedToken {
    const claims = serviceAccountClaims({ ...options, issuer: this.issuer });
    return { token: this.signer.sign(claims), credentialId: `JTI=${claims.jti}` };
  }
}
