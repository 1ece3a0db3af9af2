import type { AuthorizationAttributes } from '@drillyard/rbac';
import { ExpiringCache } from '../webhook/expiring-cache.js';
import { type WebhookClient, WebhookError } from '../webhook/webhook-client.js';
import type {
  AuthorizationDecision,
  Authorizer,
  Decision,
  RuleResolver,
  UserRules,
} from './authorizer.js';
import type { MatchConditions } from './match-conditions.js';

/** How many answers are kept (upstream's number). */
const answersMax = 8_192;
/** Questions longer than this in what callers choose are asked each time (`shouldCache`). */
const cachedLengthMax = 10_000;

export interface WebhookAuthorizerOptions {
  readonly client: WebhookClient;
  /** `--authorization-webhook-version`. */
  readonly version?: 'v1beta1' | 'v1';
  /** `--authorization-webhook-cache-authorized-ttl`: five minutes. */
  readonly authorizedTtlMs?: number;
  /** `--authorization-webhook-cache-unauthorized-ttl`: half a minute. */
  readonly unauthorizedTtlMs?: number;
  /** Whom it is asked about; about everybody where it is left out. */
  readonly matchConditions?: MatchConditions | undefined;
  /** What is decided where it gives no answer, or a condition cannot be evaluated. */
  readonly decisionOnError?: Extract<Decision, 'NoOpinion' | 'Deny'>;
  readonly now: () => Date;
}

interface ReviewStatus {
  readonly allowed: boolean;
  readonly denied: boolean;
  readonly reason: string;
}

/**
 * Asks a remote service by SubjectAccessReviews. One that fails has no opinion, or refuses where
 * its failure policy says so (apiserver `plugin/pkg/authorizer/webhook`).
 */
export class WebhookAuthorizer implements Authorizer, RuleResolver {
  private readonly answers: ExpiringCache<ReviewStatus>;

  constructor(private readonly options: WebhookAuthorizerOptions) {
    this.answers = new ExpiringCache(answersMax, options.now);
  }

  async authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision> {
    const spec = reviewSpec(attributes);
    const { matchConditions, decisionOnError = 'NoOpinion' } = this.options;
    const match = matchConditions?.evaluate(attributes) ?? { matches: true };
    if ('error' in match) {
      return { decision: decisionOnError, reason: '', evaluationError: match.error };
    }
    if (!match.matches) return { decision: 'NoOpinion', reason: '' };
    const key = JSON.stringify(spec);
    try {
      const status = this.answers.get(key) ?? (await this.ask(spec));
      if (isCacheable(attributes)) this.keep(key, status);
      return decisionOf(status);
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      return { decision: decisionOnError, reason: '', evaluationError: error.message };
    }
  }

  async userRules(): Promise<UserRules> {
    return {
      resourceRules: [],
      nonResourceRules: [],
      isIncomplete: true,
      evaluationError: 'webhook authorizer does not support user rule resolution',
    };
  }

  private async ask(spec: ReturnType<typeof reviewSpec>): Promise<ReviewStatus> {
    const { client, version = 'v1beta1' } = this.options;
    const { groups, ...rest } = spec;
    // The beta called the groups "group".
    const sent = version === 'v1' ? spec : { ...rest, group: groups };
    const answer = await client.post({
      kind: 'SubjectAccessReview',
      apiVersion: `authorization.k8s.io/${version}`,
      metadata: {},
      spec: sent,
      status: { allowed: false },
    });
    return readStatus(answer);
  }

  /** Only for as long as the first answer holds: what was found in the cache is not put back. */
  private keep(key: string, status: ReviewStatus): void {
    if (this.answers.get(key) !== undefined) return;
    const { authorizedTtlMs = 300_000, unauthorizedTtlMs = 30_000 } = this.options;
    const lifetimeMs = status.allowed ? authorizedTtlMs : unauthorizedTtlMs;
    if (lifetimeMs > 0) this.answers.set(key, status, lifetimeMs);
  }
}

function reviewSpec(attributes: AuthorizationAttributes) {
  const { user, verb, path, isResourceRequest, fieldSelector = [] } = attributes;
  const requirements = fieldSelector.map(({ field, operator, value }) => {
    return { key: field, operator: operator === '=' ? 'In' : 'NotIn', values: [value] };
  });
  const resourceAttributes = {
    namespace: attributes.namespace || undefined,
    verb,
    group: attributes.apiGroup || undefined,
    version: attributes.apiVersion || undefined,
    resource: attributes.resource,
    subresource: attributes.subresource || undefined,
    name: attributes.name || undefined,
    ...(requirements.length > 0 && { fieldSelector: { requirements } }),
  };
  return {
    ...(isResourceRequest ? { resourceAttributes } : { nonResourceAttributes: { path, verb } }),
    user: user.name,
    groups: user.groups,
    ...(user.extra && { extra: user.extra }),
    ...(user.uid && { uid: user.uid }),
  };
}

function isCacheable(attributes: AuthorizationAttributes): boolean {
  const { namespace, verb, apiGroup, apiVersion, resource, subresource, name, path } = attributes;
  const controlled = [namespace, verb, apiGroup, apiVersion, resource, subresource, name, path];
  return controlled.join('').length < cachedLengthMax;
}

function readStatus(answer: unknown): ReviewStatus {
  const { status } = (answer ?? {}) as { status?: Partial<ReviewStatus> };
  if (typeof status !== 'object' || status === null) {
    throw new WebhookError('the answer is no SubjectAccessReview', false);
  }
  const { allowed, denied, reason } = status;
  return {
    allowed: allowed === true,
    denied: denied === true,
    reason: typeof reason === 'string' ? reason : '',
  };
}

function decisionOf({ allowed, denied, reason }: ReviewStatus): AuthorizationDecision {
  if (denied && allowed) {
    const evaluationError = 'webhook subject access review returned both allow and deny response';
    return { decision: 'Deny', reason, evaluationError };
  }
  if (denied) return { decision: 'Deny', reason };
  return { decision: allowed ? 'Allow' : 'NoOpinion', reason };
}
