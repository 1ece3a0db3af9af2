import { createHash } from 'node:crypto';
import { ExpiringCache } from '../webhook/expiring-cache.js';
import { type WebhookClient, WebhookError } from '../webhook/webhook-client.js';
import {
  AuthenticationError,
  type AuthenticationResult,
  type TokenAuthenticator,
  type UserInfo,
} from './authenticator.js';

/** How many answers are kept (apiserver `token/cache` holds as many a stripe). */
const answersMax = 4_096;
const cacheTtlDefaultMs = 120_000;

export interface WebhookTokenAuthenticatorOptions {
  readonly client: Pick<WebhookClient, 'post'>;
  readonly apiAudiences: readonly string[];
  /** `--authentication-token-webhook-version`. */
  readonly version?: 'v1beta1' | 'v1';
  /** `--authentication-token-webhook-cache-ttl`: two minutes; 0 keeps nothing. */
  readonly cacheTtlMs?: number;
  readonly now: () => Date;
}

interface ReviewStatus {
  readonly authenticated?: boolean;
  readonly user?: {
    readonly username?: string;
    readonly uid?: string;
    readonly groups?: readonly string[];
    readonly extra?: UserInfo['extra'];
  };
  readonly audiences?: readonly string[];
  readonly error?: string;
}

/**
 * Asks a remote service by TokenReviews whose token it is; what it says is remembered for a while,
 * what went wrong is not (apiserver `plugin/pkg/authenticator/token/webhook`).
 */
export class WebhookTokenAuthenticator implements TokenAuthenticator {
  private readonly answers: ExpiringCache<ReviewStatus>;

  constructor(private readonly options: WebhookTokenAuthenticatorOptions) {
    this.answers = new ExpiringCache(answersMax, options.now);
  }

  async authenticateToken(
    token: string,
    audiences: readonly string[] = this.options.apiAudiences,
  ): Promise<AuthenticationResult | undefined> {
    const status = await this.review(token, audiences);
    const { apiAudiences } = this.options;
    // A service that knows nothing of audiences vouches for the API server alone.
    const meant = status.audiences?.length ? status.audiences : apiAudiences;
    const shared = audiences.filter((audience) => meant.includes(audience));
    if (shared.length === 0) return undefined;
    if (status.authenticated !== true) {
      if (status.error) throw new AuthenticationError(status.error);
      return undefined;
    }
    const { username = '', uid, groups = [], extra } = status.user ?? {};
    const user = { name: username, groups, ...(uid && { uid }), ...(extra && { extra }) };
    return { user, audiences: shared };
  }

  private async review(token: string, audiences: readonly string[]): Promise<ReviewStatus> {
    // Nothing that could be used as a token is kept.
    const key = createHash('sha256')
      .update(JSON.stringify([token, audiences]))
      .digest('base64');
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const status = await this.ask(token, audiences);
    const { cacheTtlMs = cacheTtlDefaultMs } = this.options;
    if (cacheTtlMs > 0 && !status.error) this.answers.set(key, status, cacheTtlMs);
    return status;
  }

  private async ask(token: string, audiences: readonly string[]): Promise<ReviewStatus> {
    const { client, version = 'v1beta1' } = this.options;
    try {
      const answer = await client.post({
        kind: 'TokenReview',
        apiVersion: `authentication.k8s.io/${version}`,
        metadata: {},
        spec: { token, audiences },
        status: { user: {} },
      });
      const { status } = Object(answer) as { readonly status?: ReviewStatus };
      return status ?? {};
    } catch (error) {
      if (error instanceof WebhookError) throw new AuthenticationError(error.message);
      throw error;
    }
  }
}
