import { UserError } from '@drillyard/errors';
import { type AbacPolicy, parseAbacPolicies } from '../authorization/abac-policy.js';
import { authorizationModes } from '../authorization/authorization-modes.js';
import { readWebhookKubeconfig, type WebhookTarget } from '../webhook/webhook-kubeconfig.js';
import { type ComponentFiles, readAfterStat } from './component-files.js';
import type { FlagSet } from './flag-set.js';
import { StartError } from './start-error.js';

const fiveMinutesMs = 300_000;
const halfAMinuteMs = 30_000;

/** What the `--authorization-*` flags come to. */
export interface AuthorizationOptions {
  readonly modes: readonly string[];
  readonly abacPolicies: readonly AbacPolicy[];
  readonly webhook?: AuthorizationWebhook;
}

export interface AuthorizationWebhook {
  readonly target: WebhookTarget;
  readonly version: 'v1beta1' | 'v1';
  readonly authorizedTtlMs: number;
  readonly unauthorizedTtlMs: number;
}

/** Without the flag everything is allowed. */
export function modesOf(flags: FlagSet): readonly string[] {
  const modes = flags.strings('authorization-mode');
  return modes.length === 0 ? ['AlwaysAllow'] : modes;
}

/** Upstream `BuiltInAuthorizationOptions.Validate`. */
export function validateAuthorization(flags: FlagSet): string[] {
  const modes = modesOf(flags);
  const policyFile = flags.string('authorization-policy-file');
  const webhookFile = flags.string('authorization-webhook-config-file');
  const mistakes = modes.flatMap((mode): string[] => {
    if (!authorizationModes.some((known) => known === mode)) {
      return [`authorization-mode ${JSON.stringify(mode)} is not a valid mode`];
    }
    if (mode === 'ABAC' && policyFile === '') {
      return ["authorization-mode ABAC's authorization policy file not passed"];
    }
    if (mode === 'Webhook' && webhookFile === '') {
      return ["authorization-mode Webhook's authorization config file not passed"];
    }
    return [];
  });
  if (policyFile !== '' && !modes.includes('ABAC')) {
    mistakes.push('cannot specify --authorization-policy-file without mode ABAC');
  }
  if (webhookFile !== '' && !modes.includes('Webhook')) {
    mistakes.push('cannot specify --authorization-webhook-config-file without mode Webhook');
  }
  if (new Set(modes).size < modes.length) {
    const list = modes.map((mode) => JSON.stringify(mode)).join(' ');
    mistakes.push(`authorization-mode [${list}] has mode specified more than once`);
  }
  return mistakes;
}

/** Reads the files the flags name; throws {@link StartError}. */
export function loadAuthorization(flags: FlagSet, files: ComponentFiles): AuthorizationOptions {
  const modes = modesOf(flags);
  try {
    return {
      modes,
      abacPolicies: modes.includes('ABAC')
        ? loadPolicies(flags.string('authorization-policy-file'), files)
        : [],
      ...(modes.includes('Webhook') && { webhook: loadWebhook(flags, files) }),
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new StartError(`invalid authorization config: ${error.message}`);
  }
}

function loadPolicies(path: string, files: ComponentFiles): AbacPolicy[] {
  return parseAbacPolicies(files.read(path), path);
}

function loadWebhook(flags: FlagSet, files: ComponentFiles): AuthorizationWebhook {
  const path = flags.string('authorization-webhook-config-file');
  const text = readAfterStat(files, path);
  const version = flags.string('authorization-webhook-version') || 'v1beta1';
  if (version !== 'v1' && version !== 'v1beta1') {
    throw new UserError(
      'WEBHOOK_VERSION_INVALID',
      `unsupported webhook authorizer version ${JSON.stringify(version)}, supported versions are "v1", "v1beta1"`,
    );
  }
  return {
    target: readWebhookKubeconfig(text, path, (named) => files.read(named)),
    version,
    authorizedTtlMs: flags.number('authorization-webhook-cache-authorized-ttl', fiveMinutesMs),
    unauthorizedTtlMs: flags.number('authorization-webhook-cache-unauthorized-ttl', halfAMinuteMs),
  };
}
