import {
  AuthenticationError,
  type AuthenticationRequest,
  type AuthenticationResult,
  type Authenticator,
} from './authenticator.js';

/** Tells of every credential that is not good why it is not: what upstream writes to its log. */
export class ReportingAuthenticator implements Authenticator {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly onRefused: (reason: string) => void = () => undefined,
  ) {}

  async authenticate(request: AuthenticationRequest): Promise<AuthenticationResult | undefined> {
    try {
      return await this.authenticator.authenticate(request);
    } catch (error) {
      if (error instanceof AuthenticationError) this.onRefused(error.message);
      throw error;
    }
  }
}
