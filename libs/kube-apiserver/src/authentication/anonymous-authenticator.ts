import type {
  AuthenticationRequest,
  AuthenticationResult,
  Authenticator,
} from './authenticator.js';

/** Whoever brings no credential (apiserver `request/anonymous`). */
export class AnonymousAuthenticator implements Authenticator {
  /** `paths`: where anonymous requests are taken; empty is everywhere. */
  constructor(private readonly paths: readonly string[] = []) {}

  async authenticate({ path }: AuthenticationRequest): Promise<AuthenticationResult | undefined> {
    if (this.paths.length > 0 && !this.paths.includes(path)) return undefined;
    return { user: { name: 'system:anonymous', groups: ['system:unauthenticated'] } };
  }
}
