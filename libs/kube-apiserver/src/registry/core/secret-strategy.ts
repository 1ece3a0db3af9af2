import { isDeepStrictEqual } from 'node:util';
import { isConfigMapKey, type KubeObject } from '@drillyard/kube-objects';
import { JsonSyntaxError, parseJson } from '@drillyard/kube-schema';
import {
  type FieldError,
  fieldImmutableMessage,
  forbiddenValue,
  invalidValue,
  invalidValues,
  required,
  tooLong,
} from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';

/** Upstream's `MaxSecretSize`, of the decoded values. */
const dataBytesMax = 1024 * 1024;

const serviceAccountNameKey = 'kubernetes.io/service-account.name';

/** Keys that secrets of a type must have. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

export const secretStrategy: ResourceStrategy = {
  group: '',
  resource: 'secrets',
  fieldSelectors: ['type'],
  setDefaults(draft) {
    draft['type'] ||= 'Opaque';
    const plain = Object.entries<string>(draft['stringData'] ?? {});
    if (plain.length > 0) {
      const encoded = plain.map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
      draft['data'] = { ...draft['data'], ...Object.fromEntries(encoded) };
    }
    delete draft['stringData'];
  },
  prepareForUpdate(draft, old) {
    // Upstream keeps the type where a client leaves it out.
    if (!draft['type']) draft['type'] = old['type'];
  },
  validate,
  validateUpdate(draft, old) {
    const errors: FieldError[] = [];
    if (draft['type'] !== old['type']) {
      errors.push(invalidValue('type', draft['type'], fieldImmutableMessage));
    }
    return [...errors, ...validateImmutable(draft, old, ['data']), ...validate(draft)];
  },
};

function validate(draft: Draft): FieldError[] {
  const data: Record<string, string> = draft['data'] ?? {};
  const errors: FieldError[] = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.push(...invalidValues(`data[${key}]`, key, isConfigMapKey(key)));
    bytes += Buffer.byteLength(value, 'base64');
  }
  if (bytes > dataBytesMax) errors.push(tooLong('data', dataBytesMax));
  return [...errors, ...validateType(draft, data)];
}

function validateType(draft: Draft, data: Record<string, string>): FieldError[] {
  const type: string = draft['type'];
  if (type === 'kubernetes.io/service-account-token') {
    const name = draft['metadata'].annotations?.[serviceAccountNameKey];
    return name ? [] : [required(`metadata.annotations[${serviceAccountNameKey}]`)];
  }
  if (type === 'kubernetes.io/basic-auth') {
    if ('username' in data || 'password' in data) return [];
    return [required('data[username]'), required('data[password]')];
  }
  const keys = requiredKeys[type] ?? [];
  const isEmpty = type === 'kubernetes.io/ssh-auth' && data['ssh-privatekey'] === '';
  const missing = keys.filter((key) => isEmpty || !Object.hasOwn(data, key));
  if (missing.length > 0) return missing.map((key) => required(`data[${key}]`));
  const json = type.startsWith('kubernetes.io/docker') ? keys[0] : undefined;
  return json === undefined ? [] : validateJson(json, data[json] ?? '');
}

function validateJson(key: string, value: string): FieldError[] {
  try {
    parseJson(Buffer.from(value, 'base64'));
    return [];
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    return [invalidValue(`data[${key}]`, '<secret contents redacted>', error.message)];
  }
}

/** An object with `immutable: true` keeps its content, and stays immutable. */
export function validateImmutable(
  draft: Draft,
  old: KubeObject,
  fields: readonly string[],
): FieldError[] {
  if (old['immutable'] !== true) return [];
  const detail = 'field is immutable when `immutable` is set';
  const errors = fields
    .filter((field) => !isDeepStrictEqual(draft[field] ?? {}, old[field] ?? {}))
    .map((field) => forbiddenValue(field, detail));
  return draft['immutable'] === true ? errors : [forbiddenValue('immutable', detail), ...errors];
}
