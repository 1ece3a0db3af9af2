import { UserError } from '@drillyard/errors';
import { bool, type ConfigStruct, listOf, string, stringOf } from '../config-file/config-schema.js';
import { ConfigFileError, decodeConfigFile } from '../config-file/decode-config-file.js';
import { DurationError, parseGoDurationMs } from '../config-file/go-duration.js';
import { aggregateMessage, type FieldError } from '../registry/field-error.js';
import type { WebhookTarget } from '../webhook/webhook-kubeconfig.js';
import type { ConfiguredAuthorizer, ConfiguredWebhook } from './authorization-configuration.js';
import {
  type CheckFile,
  validateAuthorizationConfiguration,
  type WrittenAuthorizer,
  type WrittenWebhook,
} from './authorization-configuration-validation.js';
import { type AuthorizationMode, authorizationModes } from './authorization-modes.js';
import { compileMatchConditions, type MatchConditions } from './match-conditions.js';

const struct = (name: string, fields: ConfigStruct['fields']): ConfigStruct => {
  return { kind: 'struct', name, goPackage: 'v1', fields };
};
const durationText = stringOf('v1.Duration');
const configuration = struct('AuthorizationConfiguration', {
  authorizers: listOf(
    struct('AuthorizerConfiguration', {
      type: string,
      name: string,
      webhook: struct('WebhookConfiguration', {
        authorizedTTL: durationText,
        cacheAuthorizedRequests: bool,
        unauthorizedTTL: durationText,
        cacheUnauthorizedRequests: bool,
        timeout: durationText,
        subjectAccessReviewVersion: string,
        matchConditionSubjectAccessReviewVersion: string,
        failurePolicy: string,
        connectionInfo: struct('WebhookConnectionInfo', { type: string, kubeConfigFile: string }),
        matchConditions: listOf(struct('WebhookMatchCondition', { expression: string })),
      }),
    }),
  ),
});

const format = {
  kind: 'AuthorizationConfiguration',
  needsKind: true,
  apiVersions: {
    'apiserver.config.k8s.io/v1': configuration,
    'apiserver.config.k8s.io/v1beta1': configuration,
    'apiserver.config.k8s.io/v1alpha1': configuration,
  },
  scheme: 'pkg/apis/apiserver/load/load.go:32',
};

/** What reading a configuration needs of the place it is read at. */
export interface ConfigurationFiles {
  readonly checkFile: CheckFile;
  /** Throws what is wrong with a webhook's kubeconfig. */
  readonly readTarget: (path: string) => WebhookTarget;
}

/**
 * Reads `--authorization-config`. Throws AUTHORIZATION_CONFIGURATION_INVALID in upstream's words.
 * What was read at the start of the server says which types have to be, and may be, there later.
 */
export function parseAuthorizationConfiguration(
  text: string,
  { checkFile, readTarget }: ConfigurationFiles,
  atStart?: readonly ConfiguredAuthorizer[],
): readonly ConfiguredAuthorizer[] {
  const written = decode(text);
  const errors = durationsChecked(() => validateAuthorizationConfiguration(written, checkFile));
  const conditions = written.map(({ webhook }, index) =>
    conditionsOf(webhook, `authorizers[${index}]`, errors),
  );
  if (errors.length > 0) throw refusal(aggregateMessage(errors));
  const authorizers = written.map((each, index) => configured(each, conditions[index], readTarget));
  checkTypes(authorizers, atStart);
  return authorizers;
}

function decode(text: string): readonly WrittenAuthorizer[] {
  if (text === '') return [];
  try {
    const { value, strictErrors } = decodeConfigFile(text, format);
    if (strictErrors.length > 0) {
      throw new ConfigFileError(`strict decoding error: ${strictErrors.join(', ')}`);
    }
    // The struct above has these fields.
    return (value as { authorizers?: readonly WrittenAuthorizer[] }).authorizers ?? [];
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    throw refusal(`failed to load AuthorizationConfiguration from file: ${error.message}`);
  }
}

/** What is no duration is a mistake of the file's form, and found before all others. */
function durationsChecked(validate: () => FieldError[]): FieldError[] {
  try {
    return validate();
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    throw refusal(`failed to load AuthorizationConfiguration from file: ${error.message}`);
  }
}

function conditionsOf(webhook: WrittenWebhook | undefined, path: string, errors: FieldError[]) {
  const written = webhook?.matchConditions ?? [];
  const expressions = written.map(({ expression = '' }) => expression);
  return compileMatchConditions(expressions, path, errors);
}

function configured(
  { type, name = '', webhook }: WrittenAuthorizer,
  matchConditions: MatchConditions | undefined,
  readTarget: ConfigurationFiles['readTarget'],
): ConfiguredAuthorizer {
  // Validated above.
  const known = authorizationModes.find((mode) => mode === type) ?? 'AlwaysDeny';
  if (webhook === undefined) return { type: known, name };
  const target = readTarget(webhook.connectionInfo?.kubeConfigFile ?? '');
  return { type: known, name, webhook: configuredWebhook(webhook, target, matchConditions) };
}

/** With the defaults of `SetDefaults_WebhookConfiguration`. */
function configuredWebhook(
  webhook: WrittenWebhook,
  target: WebhookTarget,
  matchConditions: MatchConditions | undefined,
): ConfiguredWebhook {
  const { cacheAuthorizedRequests = true, cacheUnauthorizedRequests = true } = webhook;
  const ttlMs = (text: string | undefined, whenAbsent: string) =>
    parseGoDurationMs(text ?? '0') || parseGoDurationMs(whenAbsent);
  return {
    target,
    version: webhook.subjectAccessReviewVersion === 'v1' ? 'v1' : 'v1beta1',
    authorizedTtlMs: cacheAuthorizedRequests ? ttlMs(webhook.authorizedTTL, '5m') : 0,
    unauthorizedTtlMs: cacheUnauthorizedRequests ? ttlMs(webhook.unauthorizedTTL, '30s') : 0,
    timeoutMs: parseGoDurationMs(webhook.timeout ?? '0'),
    decisionOnError: webhook.failurePolicy === 'Deny' ? 'Deny' : 'NoOpinion',
    matchConditions,
  };
}

/** Upstream `pkg/kubeapiserver/authorizer` (`LoadAndValidateData`, `newForConfig`). */
function checkTypes(
  authorizers: readonly ConfiguredAuthorizer[],
  atStart: readonly ConfiguredAuthorizer[] | undefined,
): void {
  const fixed = authorizers.filter(({ type }) => type !== 'Webhook');
  const mistakes = fixed.flatMap(({ type, name }) => {
    const expected = type.toLowerCase();
    if (name === expected) return [];
    return [`expected name ${expected} for authorizer ${type} instead of ${name}`];
  });
  const first = atStart?.map(({ type }) => type) ?? [];
  const required = first.filter((type) => type !== 'Webhook').sort();
  const missing = required.filter((type) => !fixed.some((each) => each.type === type));
  if (missing.length > 0) mistakes.push(`missing required types: [${missing.join(' ')}]`);
  const [only] = mistakes;
  if (only !== undefined) throw refusal(mistakes.length === 1 ? only : `[${mistakes.join(', ')}]`);
  const late = (['Node', 'ABAC', 'RBAC'] satisfies AuthorizationMode[]).find(
    (type) => atStart && !first.includes(type) && fixed.some((each) => each.type === type),
  );
  if (late === undefined) return;
  throw refusal(
    `authorizer type ${late} is not allowed if it was not enabled at initial server startup`,
  );
}

function refusal(message: string): UserError {
  return new UserError('AUTHORIZATION_CONFIGURATION_INVALID', message);
}
