import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock.module.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { DATA_FOLDER } from '../data-folder/data-folder.module.js';
import { RequestError } from '../request-error.js';
import type { Workspaces } from '../workspaces/open-workspaces.js';
import { WORKSPACES } from '../workspaces/workspaces.module.js';
import type { Me } from './auth.dto.js';
import type { Learner, LearnerRole } from './learner.js';
import { LearnersRepository } from './learners.repository.js';
import { LoginCookie, loginLifetimeMs } from './login-cookie.js';
import { consumeLoginToken, isOperatorToken, sweepLoginTokens } from './login-token.js';
import { LoginsRepository } from './logins.repository.js';

/** Whoever holds a login link of this server is its one learner, or its one operator. */
const nameOf: Readonly<Record<LearnerRole, string>> = { learner: 'learner', operator: 'operator' };

@Injectable()
export class AuthService implements OnApplicationBootstrap {
  constructor(
    private readonly learners: LearnersRepository,
    private readonly logins: LoginsRepository,
    private readonly cookie: LoginCookie,
    @Inject(DATA_FOLDER) private readonly folder: DataFolder,
    @Inject(WORKSPACES) private readonly workspaces: Workspaces,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.logins.deleteExpired(this.clock.now());
    await sweepLoginTokens(this.folder.loginTokens, this.clock.now());
  }

  /** The learner behind the request's cookie. */
  async authenticate(request: IncomingMessage): Promise<Learner | undefined> {
    const value = this.cookie.read(request);
    if (value === undefined) return undefined;
    return this.logins.findLearner(LoginCookie.hashOf(value), this.clock.now());
  }

  async me(request: IncomingMessage): Promise<Me> {
    const learner = await this.authenticate(request);
    return {
      authenticated: learner !== undefined,
      ...(learner && { learner }),
      isolation: this.workspaces.provider.isolation,
      notices: [...this.workspaces.notices],
    };
  }

  /** Trades a one-time token for a cookie. */
  async login(token: string, response: ServerResponse): Promise<void> {
    if (await this.#tryLogin(token, response)) return;
    throw new RequestError(
      'LOGIN_TOKEN_INVALID',
      'This login token was used before, is too old or never existed. ' +
        'For a new link, run on the server: npx drillyard login-link',
    );
  }

  /**
   * As {@link login}; a browser that is signed in already may follow an old link, and stays who it
   * is unless the link makes an operator of it.
   */
  async loginWithLink(
    token: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const isSignedIn = (await this.authenticate(request)) !== undefined;
    if (isSignedIn && !(await isOperatorToken(this.folder.loginTokens, token))) return true;
    return (await this.#tryLogin(token, response)) || isSignedIn;
  }

  async logout(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const value = this.cookie.read(request);
    if (value !== undefined) await this.logins.delete(LoginCookie.hashOf(value));
    response.setHeader('set-cookie', this.cookie.toClearingHeader());
  }

  async #tryLogin(token: string, response: ServerResponse): Promise<boolean> {
    const now = this.clock.now();
    const role = await consumeLoginToken(this.folder.loginTokens, token, now);
    if (role === undefined) return false;
    const learner = await this.learners.getOrCreate(nameOf[role], role);
    const value = LoginCookie.newValue();
    await this.logins.create({
      cookieHash: LoginCookie.hashOf(value),
      learnerId: learner.id,
      expiresAt: new Date(now.getTime() + loginLifetimeMs),
    });
    response.setHeader('set-cookie', this.cookie.toHeader(value));
    return true;
  }
}
