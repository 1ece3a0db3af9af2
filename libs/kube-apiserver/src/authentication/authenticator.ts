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
  readonly path: string;
  /** Client certificate chain of the connection, leaf first, DER; empty where none was presented. */
  readonly clientCertificates: readonly Uint8Array[];
}

export interface AuthenticationResult {
  readonly user: UserInfo;
  readonly audiences?: readonly string[];
}

/**
 * Answers with a user, or undefined where it finds no credential of its kind. Throws
 * {@link AuthenticationError} where the credential is its kind and is not good: the chain then
 * tries the rest, and answers 401 if none accepts (apiserver `authentication/request/union`).
 */
export interface Authenticator {
  authenticate(request: AuthenticationRequest): Promise<AuthenticationResult | undefined>;
}

export class AuthenticationError extends Error {}
