import type { KubeObject } from '@drillyard/kube-objects';
import type { Dial } from '../dialing/dial.js';
import type { AuthenticationOptions } from '../options/authentication-options.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { WebhookClient } from '../webhook/webhook-client.js';
import { type AuthenticationChain, createAuthenticationChain } from './authentication-chain.js';
import { BootstrapTokenAuthenticator } from './bootstrap-token-authenticator.js';
import { JwtAuthenticator } from './jwt-authenticator.js';
import { JwtKeySet } from './jwt-key-set.js';
import { LegacyServiceAccountAuthenticator } from './legacy-service-account-authenticator.js';
import { ServiceAccountAuthenticator } from './service-account-authenticator.js';
import { StaticTokenAuthenticator } from './static-token-authenticator.js';
import { WebhookTokenAuthenticator } from './webhook-token-authenticator.js';

export interface ClusterAuthenticationOptions {
  readonly reader: ObjectReader;
  readonly settings: AuthenticationOptions;
  /** Of `settings.tokenWebhook`; whoever made it closes it. */
  readonly tokenWebhook?: WebhookClient | undefined;
  /** Hears of each use of a token that lives in a Secret. */
  readonly onTokenUsed: (secret: KubeObject) => void;
  readonly now: () => Date;
  /** For OpenID providers. */
  readonly dial: Dial;
}

/** Whom a cluster lets in, by the settings of its API server. */
export function createClusterAuthentication(
  options: ClusterAuthenticationOptions,
): AuthenticationChain {
  const { reader, settings, tokenWebhook, onTokenUsed, now, dial } = options;
  const { apiAudiences, issuers, requestHeader } = settings;
  const { jwt = [] } = settings.configuration ?? {};
  const keys = new JwtKeySet(settings.serviceAccountKeys);
  const lookup = { reader, apiAudiences, now };
  return createAuthenticationChain({
    ...(requestHeader && { requestHeader: { ...requestHeader, now } }),
    clientAuthorities: settings.clientAuthorities,
    tokenAuthenticators: [
      new StaticTokenAuthenticator(settings.staticTokens, apiAudiences),
      new LegacyServiceAccountAuthenticator({ ...lookup, keys, onUsed: onTokenUsed }),
      new ServiceAccountAuthenticator({ ...lookup, keys, issuers }),
      ...(settings.bootstrapTokens ? [new BootstrapTokenAuthenticator(lookup)] : []),
      ...jwt.map((config) => new JwtAuthenticator(config, apiAudiences, now, dial)),
      ...(tokenWebhook ? [webhookAuthenticator(tokenWebhook, options)] : []),
    ],
    anonymous: anonymousLimits(settings),
    now,
  });
}

/** The configuration file, where it says anything, stands above the flag. */
function anonymousLimits({ anonymous, configuration }: AuthenticationOptions) {
  const { enabled = anonymous, conditions = [] } = configuration?.anonymous ?? {};
  return enabled ? { paths: conditions.map(({ path }) => path) } : undefined;
}

function webhookAuthenticator(
  client: WebhookClient,
  { settings, now }: ClusterAuthenticationOptions,
): WebhookTokenAuthenticator {
  const { apiAudiences, tokenWebhookVersion, tokenWebhookCacheTtlMs } = settings;
  return new WebhookTokenAuthenticator({
    client,
    apiAudiences,
    ...(tokenWebhookVersion && { version: tokenWebhookVersion }),
    ...(tokenWebhookCacheTtlMs !== undefined && { cacheTtlMs: tokenWebhookCacheTtlMs }),
    now,
  });
}
