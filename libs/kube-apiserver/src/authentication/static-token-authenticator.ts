import type { AuthenticationResult, TokenAuthenticator, UserInfo } from './authenticator.js';

/** Tokens and their users, as `--token-auth-file` lists them. */
export class StaticTokenAuthenticator implements TokenAuthenticator {
  constructor(
    private readonly users: ReadonlyMap<string, UserInfo>,
    private readonly apiAudiences: readonly string[],
  ) {}

  /** Such a token is meant for the API server, and so for no other audience. */
  async authenticateToken(
    token: string,
    audiences: readonly string[] = this.apiAudiences,
  ): Promise<AuthenticationResult | undefined> {
    const user = this.users.get(token);
    const shared = audiences.filter((audience) => this.apiAudiences.includes(audience));
    if (user === undefined || shared.length === 0) return undefined;
    return { user, audiences: shared };
  }
}
