import { isDNS1123Subdomain } from '@drillyard/kube-objects';
import { formatGoDuration, parseGoDurationMs } from '../config-file/go-duration.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupported,
  required,
} from '../registry/field-error.js';

import { authorizationModes } from './authorization-modes.js';

/** What the file says (apiserver.config.k8s.io/v1 `AuthorizerConfiguration`), fields in use. */
export interface WrittenAuthorizer {
  readonly type?: string;
  readonly name?: string;
  readonly webhook?: WrittenWebhook;
}

export interface WrittenWebhook {
  readonly authorizedTTL?: string;
  readonly cacheAuthorizedRequests?: boolean;
  readonly unauthorizedTTL?: string;
  readonly cacheUnauthorizedRequests?: boolean;
  readonly timeout?: string;
  readonly subjectAccessReviewVersion?: string;
  readonly matchConditionSubjectAccessReviewVersion?: string;
  readonly failurePolicy?: string;
  readonly connectionInfo?: { readonly type?: string; readonly kubeConfigFile?: string };
  readonly matchConditions?: readonly { readonly expression?: string }[];
}

const timeoutMsMax = 30_000;
const connectionTypes = ['InClusterConfig', 'KubeConfigFile'];
const knownTypes = [...authorizationModes].sort();

/** Says why a webhook's kubeconfig cannot be used, if it cannot: upstream asks the disk. */
export type CheckFile = (path: string) => string | undefined;

/** Apiserver `ValidateAuthorizationConfiguration`, without the match conditions. */
export function validateAuthorizationConfiguration(
  authorizers: readonly WrittenAuthorizer[],
  checkFile: CheckFile,
): FieldError[] {
  if (authorizers.length === 0) {
    return [required('authorizers', 'at least one authorization mode must be defined')];
  }
  const types = new Set<string>();
  const names = new Set<string>();
  return authorizers.flatMap((each, index) => {
    const path = `authorizers[${index}]`;
    const { type = '', name = '' } = each;
    const mistake = typeMistake(type, path, types);
    if (mistake !== undefined) return [mistake];
    types.add(type);
    const errors = nameMistakes(name, path, names);
    names.add(name);
    return [...errors, ...webhookMistakes(each, path, checkFile)];
  });
}

function typeMistake(type: string, path: string, seen: ReadonlySet<string>) {
  const field = `${path}.type`;
  if (type === '') return required(field);
  if (!knownTypes.some((known) => known === type)) return notSupported(field, type, knownTypes);
  return seen.has(type) && type !== 'Webhook' ? duplicateValue(field, type) : undefined;
}

function nameMistakes(name: string, path: string, seen: ReadonlySet<string>): FieldError[] {
  const field = `${path}.name`;
  if (name === '') return [required(field)];
  if (seen.has(name)) return [duplicateValue(field, name)];
  const mistakes = isDNS1123Subdomain(name);
  if (mistakes.length === 0) return [];
  return [invalidValue(field, name, `authorizer name is invalid: ${mistakes.join(', ')}`)];
}

function webhookMistakes(
  { type, webhook }: WrittenAuthorizer,
  path: string,
  checkFile: CheckFile,
): FieldError[] {
  const field = `${path}.webhook`;
  if (type === 'Webhook') {
    if (webhook === undefined) return [required(field, 'required when type=Webhook')];
    return validateWebhook(webhook, path, checkFile);
  }
  if (webhook === undefined) return [];
  return [invalidValue(field, 'non-null', 'may only be specified when type=Webhook')];
}

/** Upstream leaves `webhook` out of the paths of its mistakes. */
function validateWebhook(webhook: WrittenWebhook, path: string, checkFile: CheckFile) {
  const { matchConditions = [], failurePolicy = '' } = webhook;
  const { subjectAccessReviewVersion: version = '' } = webhook;
  const { matchConditionSubjectAccessReviewVersion: conditionVersion = '' } = webhook;
  const errors = [
    ...timeoutMistakes(webhook.timeout, `${path}.timeout`),
    ...ttlMistakes(webhook.authorizedTTL, `${path}.authorizedTTL`),
    ...ttlMistakes(webhook.unauthorizedTTL, `${path}.unauthorizedTTL`),
    ...oneOf(`${path}.subjectAccessReviewVersion`, version, ['v1', 'v1beta1']),
  ];
  const conditionField = `${path}.matchConditionSubjectAccessReviewVersion`;
  if (conditionVersion !== '') errors.push(...oneOf(conditionField, conditionVersion, ['v1']));
  else if (matchConditions.length > 0) {
    errors.push(required(conditionField, 'required if match conditions are specified'));
  }
  errors.push(...oneOf(`${path}.failurePolicy`, failurePolicy, ['NoOpinion', 'Deny']));
  return [...errors, ...connectionMistakes(webhook, path, checkFile)];
}

function oneOf(field: string, value: string, allowed: readonly string[]): FieldError[] {
  if (value === '') return [required(field)];
  return allowed.includes(value) ? [] : [notSupported(field, value, allowed)];
}

function timeoutMistakes(timeout: string | undefined, field: string): FieldError[] {
  const ms = parseGoDurationMs(timeout ?? '0');
  if (ms === 0) return [required(field)];
  if (ms > 0 && ms <= timeoutMsMax) return [];
  return [invalidValue(field, formatGoDuration(ms), 'must be > 0s and <= 30s')];
}

/** 0 has become the default. */
function ttlMistakes(ttl: string | undefined, field: string): FieldError[] {
  const ms = parseGoDurationMs(ttl ?? '0');
  return ms < 0 ? [invalidValue(field, formatGoDuration(ms), 'must be > 0s')] : [];
}

function connectionMistakes(
  { connectionInfo = {} }: WrittenWebhook,
  path: string,
  checkFile: CheckFile,
): FieldError[] {
  const { type = '', kubeConfigFile: file } = connectionInfo;
  const field = `${path}.connectionInfo`;
  if (type === '') return [required(`${field}.type`)];
  if (!connectionTypes.includes(type)) {
    const shown = { Type: type, KubeConfigFile: file ?? null };
    return [notSupported(`${field}.type`, shown, connectionTypes)];
  }
  const at = `${field}.kubeConfigFile`;
  if (type === 'InClusterConfig') {
    // Upstream's kube-apiserver falls over it.
    return file === undefined
      ? [invalidValue(`${field}.type`, type, 'kube-apiserver needs type=KubeConfigFile')]
      : [invalidValue(at, file, 'can only be set when type=KubeConfigFile')];
  }
  if (file === undefined || file === '') return [required(at)];
  if (!file.startsWith('/')) return [invalidValue(at, file, 'must be an absolute path')];
  const why = checkFile(file);
  return why === undefined ? [] : [invalidValue(at, file, `error loading file: ${why}`)];
}
