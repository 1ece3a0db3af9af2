import { UserError } from '@drillyard/errors';
import { type AbacPolicy, parseAbacPolicies } from '../authorization/abac-policy.js';
import type {
  ConfiguredAuthorizer,
  ConfiguredWebhook,
} from '../authorization/authorization-configuration.js';
import { authorizationModes } from '../authorization/authorization-modes.js';
import { parseAuthorizationConfiguration } from '../authorization/parse-authorization-configuration.js';
import { readWebhookKubeconfig } from '../webhook/webhook-kubeconfig.js';
import { type ComponentFiles, FileError, readAfterStat } from './component-files.js';
import { DynamicFile } from './dynamic-file.js';
import type { FlagSet } from './flag-set.js';
import { StartError } from './start-error.js';

const fiveMinutesMs = 300_000;
const halfAMinuteMs = 30_000;

const olderFlags = [
  'authorization-mode',
  'authorization-webhook-config-file',
  'authorization-webhook-version',
  'authorization-webhook-cache-authorized-ttl',
  'authorization-webhook-cache-unauthorized-ttl',
];

/** What the `--authorization-*` flags come to. */
export interface AuthorizationOptions {
  readonly modes: readonly string[];
  readonly abacPolicies: readonly AbacPolicy[];
  readonly webhook?: ConfiguredWebhook;
  /** `--authorization-config`, instead of the modes; read again when it changes. */
  readonly configuration?: DynamicFile<readonly ConfiguredAuthorizer[]> | undefined;
}

/** Without the flag everything is allowed, unless a file says what is. */
export function modesOf(flags: FlagSet): readonly string[] {
  if (flags.string('authorization-config') !== '') return [];
  const modes = flags.strings('authorization-mode');
  return modes.length === 0 ? ['AlwaysAllow'] : modes;
}

/** Upstream `BuiltInAuthorizationOptions.Validate`. */
export function validateAuthorization(flags: FlagSet): string[] {
  if (flags.string('authorization-config') !== '') {
    if (!olderFlags.some((flag) => flags.has(flag))) return [];
    return [
      '--authorization-config can not be specified when --authorization-mode or --authorization-webhook-* flags are defined',
    ];
  }
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
  const path = flags.string('authorization-config');
  if (path !== '') return loadConfiguration(path, flags, files);
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

function loadConfiguration(
  path: string,
  flags: FlagSet,
  files: ComponentFiles,
): AuthorizationOptions {
  const reading = {
    checkFile: (named: string) => statMistake(files, named),
    readTarget: (named: string) =>
      readWebhookKubeconfig(files.read(named), named, (other) => files.read(other)),
  };
  try {
    let atStart: readonly ConfiguredAuthorizer[] | undefined;
    const configuration = DynamicFile.open(files, [path], (text) => {
      const authorizers = parseAuthorizationConfiguration(text, reading, atStart);
      atStart ??= authorizers;
      return authorizers;
    });
    const usesPolicies = configuration.value.some(({ type }) => type === 'ABAC');
    const policyFile = flags.string('authorization-policy-file');
    const abacPolicies = usesPolicies ? loadPolicies(policyFile, files) : [];
    return { modes: [], abacPolicies, configuration };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new StartError(error.message);
  }
}

/** Why the state of a file cannot be asked. */
function statMistake(files: ComponentFiles, path: string): string | undefined {
  try {
    readAfterStat(files, path);
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
}

function loadPolicies(path: string, files: ComponentFiles): AbacPolicy[] {
  return parseAbacPolicies(files.read(path), path);
}

function loadWebhook(flags: FlagSet, files: ComponentFiles): ConfiguredWebhook {
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
