import { UserError } from '@drillyard/errors';
import { isDNS1123Label, isDNS1123Subdomain } from '@drillyard/kube-objects';
import {
  type LevelVersion,
  levelMistake,
  type PolicyMode,
  parseLevel,
  parseVersion,
  versionMistake,
} from '@drillyard/pod-security';
import { type ConfigStruct, listOf, string } from '../config-file/config-schema.js';
import { ConfigFileError, decodeConfigFile } from '../config-file/decode-config-file.js';
import {
  aggregateMessage,
  duplicateValue,
  type FieldError,
  invalidValue,
} from '../registry/field-error.js';
import type { PodSecurityConfiguration } from './pod-security-configuration.js';

/** The versions of the format differ in their names only. */
function structs(goPackage: string): ConfigStruct {
  const struct = (name: string, fields: ConfigStruct['fields']) =>
    ({ kind: 'struct', name, goPackage, fields }) as const;
  const defaults = struct('PodSecurityDefaults', {
    enforce: string,
    'enforce-version': string,
    audit: string,
    'audit-version': string,
    warn: string,
    'warn-version': string,
  });
  const exemptions = struct('PodSecurityExemptions', {
    usernames: listOf(string),
    namespaces: listOf(string),
    runtimeClasses: listOf(string),
  });
  return struct('PodSecurityConfiguration', { defaults, exemptions });
}

const group = 'pod-security.admission.config.k8s.io';
const format = {
  kind: 'PodSecurityConfiguration',
  apiVersions: {
    [`${group}/v1`]: structs('v1'),
    [`${group}/v1beta1`]: structs('v1beta1'),
    [`${group}/v1alpha1`]: structs('v1alpha1'),
  },
  scheme: 'k8s.io/pod-security-admission/admission/api/scheme/scheme.go:31',
};

interface ConfigurationFile {
  readonly defaults?: Defaults;
  readonly exemptions?: Partial<PodSecurityConfiguration['exemptions']>;
}

type Defaults = Readonly<Record<string, string>>;

/**
 * Reads what the PodSecurity plugin is configured with, as YAML or JSON. Throws
 * POD_SECURITY_CONFIGURATION_INVALID in the words a kube-apiserver ends with.
 */
export function parsePodSecurityConfiguration(text: string): PodSecurityConfiguration {
  const { defaults = {}, exemptions = {} } = decode(text);
  const mistakes: string[] = [];
  const read = (mode: PolicyMode) => readMode(defaults, mode, mistakes);
  const policy = { enforce: read('enforce'), audit: read('audit'), warn: read('warn') };
  if (mistakes.length > 0) {
    const all = mistakes.length === 1 ? mistakes.join() : `[${mistakes.join(', ')}]`;
    throw refuse(
      `failed to initialize admission plugin "PodSecurity": ${configurationError}${all}`,
    );
  }
  const { usernames = [], namespaces = [], runtimeClasses = [] } = exemptions;
  const errors = [
    ...listErrors('exemptions.namespaces', namespaces, isDNS1123Label),
    ...listErrors('exemptions.runtimeClasses', runtimeClasses, isDNS1123Subdomain),
    ...listErrors('exemptions.usernames', usernames, userNameMistakes),
  ];
  if (errors.length > 0) {
    const why = `PodSecurity invalid: ${aggregateMessage(errors)}`;
    throw refuse(`failed to initialize admission plugin "PodSecurity": ${why}`);
  }
  return { defaults: policy, exemptions: { usernames, namespaces, runtimeClasses } };
}

const configurationError = 'PodSecurity configuration error: ';

function decode(text: string): ConfigurationFile {
  // Upstream's plugin takes no configuration for an empty one.
  if (text === '') return {};
  const initError = (why: string) => refuse(`couldn't init admission plugin "PodSecurity": ${why}`);
  try {
    const { value, strictErrors } = decodeConfigFile(text, format);
    if (strictErrors.length > 0) {
      throw initError(`strict decoding error: ${strictErrors.join(', ')}`);
    }
    // The structs above have these fields.
    return value as ConfigurationFile;
  } catch (error) {
    if (error instanceof ConfigFileError) throw initError(error.message);
    throw error;
  }
}

function readMode(defaults: Defaults, mode: PolicyMode, mistakes: string[]): LevelVersion {
  const level = parseLevel(defaults[mode] || 'privileged');
  const version = parseVersion(defaults[`${mode}-version`] || 'latest');
  if (level === undefined) mistakes.push(`${mode}: ${levelMistake}`);
  if (version === undefined) mistakes.push(`${mode}-version: ${versionMistake}`);
  return { level: level ?? 'restricted', version: version ?? 'latest' };
}

function userNameMistakes(name: string): string[] {
  return name === '' ? ['username must not be empty'] : [];
}

function listErrors(
  list: string,
  values: readonly string[],
  mistakesOf: (value: string) => string[],
): FieldError[] {
  return values.flatMap((value, index) => {
    const field = `${list}[${index}]`;
    const mistakes = mistakesOf(value);
    if (mistakes.length > 0) return [invalidValue(field, value, mistakes.join(', '))];
    return values.indexOf(value) < index ? [duplicateValue(field, value)] : [];
  });
}

function refuse(why: string): UserError {
  const message = `failed to apply admission: ${why}`;
  return new UserError('POD_SECURITY_CONFIGURATION_INVALID', message);
}
