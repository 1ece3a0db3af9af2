import type { PublicKey } from '@drillyard/certificates';
import { AuthenticationError } from './authenticator.js';
import { type DecodedJwt, JwtVerifier } from './jwt.js';

/** The keys service account tokens are verified with (`--service-account-key-file`). */
export class JwtKeySet {
  private readonly verifiers: readonly JwtVerifier[];

  constructor(publicKeys: readonly PublicKey[]) {
    this.verifiers = publicKeys.map((key) => new JwtVerifier(key));
  }

  /** Throws AuthenticationError where no key of the set has signed the token. */
  checkSignature(jwt: DecodedJwt): void {
    const { kid } = jwt.header;
    const candidates = this.verifiers.filter(
      (verifier) => kid === undefined || verifier.keyId === kid,
    );
    if (candidates.length === 0) throw new AuthenticationError('invalid signature, no keys found');
    if (!candidates.some((verifier) => verifier.verify(jwt))) {
      throw new AuthenticationError('go-jose/go-jose: error in cryptographic primitive');
    }
  }
}
