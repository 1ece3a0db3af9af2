import type { IncomingHttpHeaders } from 'node:http';

/** Who makes a request (apiserver `user.Info`). */
export interface UserInfo {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export interface AuthenticationRequest {
  readonly headers: IncomingHttpHeaders;
  /** Names and values by turns, with repeated headers apart. */
  readonly rawHeaders?: readonly string[];
  readonly path: string;
  /**
   * Client certificate chain of the connection, leaf first, DER; empty where none was presented.
   * The same array objects for every request of a connection let its verification be remembered.
   */
  readonly clientCertificates: readonly Uint8Array[];
}

export interface AuthenticationResult {
  readonly user: UserInfo;
  readonly audiences?: readonly string[];
  /** What an audit log should say of the credential, such as that it is a legacy token. */
  readonly auditAnnotations?: Readonly<Record<string, string>>;
}

/**
 * Answers with a user, or undefined where it finds no credential of its kind. Throws
 * {@link AuthenticationError} where the credential is its kind and is not good: the chain then
 * tries the rest, and answers 401 if none accepts (apiserver `authentication/request/union`).
 */
export interface Authenticator {
  authenticate(request: AuthenticationRequest): Promise<AuthenticationResult | undefined>;
}

/** Answers for a bearer token as {@link Authenticator} does for a request. */
export interface TokenAuthenticator {
  /** `audiences`: whom the token must be meant for; left out, the API server itself. */
  authenticateToken(
    token: string,
    audiences?: readonly string[],
  ): Promise<AuthenticationResult | undefined>;
}

/** A credential that is not good. The message is for logs and TokenReviews, never for a 401. */
export class AuthenticationError extends Error {
  constructor(
    message: string,
    /** As those of an {@link AuthenticationResult}. */
    readonly auditAnnotations: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Key of the extra that says which credential was used (apiserver `user.CredentialIDKey`). */
export const credentialIdKey = 'authentication.kubernetes.io/credential-id';
