import type { WebhookTarget } from '../webhook/webhook-kubeconfig.js';
import type { AuthorizationMode } from './authorization-modes.js';
import type { Decision } from './authorizer.js';
import type { MatchConditions } from './match-conditions.js';

/** One authorizer of a chain, as `--authorization-config` or the older flags describe it. */
export interface ConfiguredAuthorizer {
  readonly type: AuthorizationMode;
  /** What the authorization log calls it. */
  readonly name: string;
  /** Of type Webhook alone. */
  readonly webhook?: ConfiguredWebhook;
}

export interface ConfiguredWebhook {
  readonly target: WebhookTarget;
  readonly version: 'v1beta1' | 'v1';
  /** 0 where allowances are not kept. */
  readonly authorizedTtlMs: number;
  /** 0 where the others are not kept. */
  readonly unauthorizedTtlMs: number;
  /** How long one try may take. */
  readonly timeoutMs?: number;
  readonly decisionOnError?: Extract<Decision, 'NoOpinion' | 'Deny'>;
  readonly matchConditions?: MatchConditions | undefined;
}
