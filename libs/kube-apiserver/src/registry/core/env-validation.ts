import {
  isConfigMapKey,
  isDNS1123Label,
  isDNS1123Subdomain,
  isQualifiedName,
} from '@drillyard/kube-objects';
import { formatQuantity, parseQuantity, quantityValue } from '@drillyard/kube-schema';
import {
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import { validateNoBacksteps } from '../path-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateRequiredName } from '../scalar-validation.js';

/** What of a pod a variable may show. */
const envFieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** What of a pod has a name at all (`ConvertDownwardAPIFieldLabel`). */
const knownFieldPaths = [
  ...envFieldPaths,
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
];
const containerResources = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const byteDivisors = [
  '1',
  ...['k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit) => `1${unit}`),
];

/** Names of environment variables, and what they begin with (`IsRelaxedEnvVarName`). */
function isEnvVarName(name: string): string[] {
  if (/^[ -<>-~]+$/.test(name)) return [];
  return [
    "a valid environment variable name must consist only of printable ASCII characters other than '='",
  ];
}

export function validateEnv(env: readonly Draft[], field: string): FieldError[] {
  return env.flatMap(({ name, value, valueFrom }, index) => [
    ...validateRequiredName(`${field}[${index}].name`, name, isEnvVarName),
    ...(valueFrom ? validateValueFrom(value, valueFrom, `${field}[${index}].valueFrom`) : []),
  ]);
}

function validateValueFrom(value: string, source: Draft, field: string): FieldError[] {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  const count = Object.values(source).filter((each) => each !== undefined).length;
  const errors: FieldError[] = [];
  if (fieldRef) errors.push(...validateFieldRef(fieldRef, envFieldPaths, `${field}.fieldRef`));
  if (resourceFieldRef) {
    errors.push(...validateResourceFieldRef(resourceFieldRef, `${field}.resourceFieldRef`));
  }
  if (configMapKeyRef) errors.push(...validateKeyRef(configMapKeyRef, `${field}.configMapKeyRef`));
  if (secretKeyRef) errors.push(...validateKeyRef(secretKeyRef, `${field}.secretKeyRef`));
  if (fileKeyRef) errors.push(...validateFileKeyRef(fileKeyRef, `${field}.fileKeyRef`));
  const mistake = whyNotOneSource(count, value);
  return mistake === undefined ? errors : [...errors, invalidValue(field, '', mistake)];
}

function whyNotOneSource(count: number, value = ''): string | undefined {
  if (count === 0) {
    return 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
  }
  if (value !== '') return 'may not be specified when `value` is not empty';
  return count > 1 ? 'may not have more than one field specified at a time' : undefined;
}

export function validateFieldRef(
  { apiVersion = '', fieldPath = '' }: Draft,
  supported: readonly string[],
  field: string,
): FieldError[] {
  if (apiVersion === '') return [required(`${field}.apiVersion`)];
  if (fieldPath === '') return [required(`${field}.fieldPath`)];
  const [, path = fieldPath, subscript] = /^(.+)\['(.*)'\]$/.exec(fieldPath) ?? [];
  if (subscript !== undefined) {
    if (path === 'metadata.annotations') {
      return invalidValues(
        field,
        subscript.toLowerCase(),
        isQualifiedName(subscript.toLowerCase()),
      );
    }
    if (path === 'metadata.labels') {
      return invalidValues(field, subscript, isQualifiedName(subscript));
    }
  }
  if (!knownFieldPaths.includes(path) || subscript !== undefined) {
    const detail = `error converting fieldPath: field label not supported: ${fieldPath}`;
    return [invalidValue(`${field}.fieldPath`, fieldPath, detail)];
  }
  return supported.includes(path) ? [] : [notSupported(`${field}.fieldPath`, path, supported)];
}

/** In a volume it has to name its container. */
export function validateResourceFieldRef(
  { containerName = '', resource = '', divisor }: Draft,
  field: string,
  { inVolume = false } = {},
): FieldError[] {
  const errors: FieldError[] = [];
  const isHugePages = /^(requests|limits)\.hugepages-/.test(resource);
  if (inVolume && containerName === '') errors.push(required(`${field}.containerName`));
  else if (resource === '') errors.push(required(`${field}.resource`));
  else if (!containerResources.includes(resource) && !isHugePages) {
    errors.push(notSupported(`${field}.resource`, resource, containerResources));
  }
  const detail = divisor === undefined ? undefined : whyNotDivisor(resource, String(divisor));
  return detail === undefined
    ? errors
    : [...errors, invalidValue(`${field}.divisor`, resource, detail)];
}

function whyNotDivisor(resource: string, divisor: string): string | undefined {
  const quantity = parseQuantity(divisor);
  if (quantityValue(quantity) === 0n) return undefined;
  const text = formatQuantity(quantity);
  const name = resource.slice(resource.indexOf('.') + 1);
  if (name === 'cpu') {
    if (['1', '1m'].includes(text)) return undefined;
    return "only divisor's values 1m and 1 are supported with the cpu resource";
  }
  const words: Readonly<Record<string, string>> = {
    memory: 'memory',
    'ephemeral-storage': 'local ephemeral storage',
  };
  const word = name.startsWith('hugepages-') ? 'hugepages' : words[name];
  if (word === undefined || byteDivisors.includes(text)) return undefined;
  return `only divisor's values ${byteDivisors.join(', ')} are supported with the ${word} resource`;
}

/** One key of a ConfigMap or Secret. */
function validateKeyRef({ name = '', key }: Draft, field: string): FieldError[] {
  return [
    ...invalidValues(`${field}.name`, name, isDNS1123Subdomain(name)),
    ...validateRequiredName(`${field}.key`, key, isConfigMapKey),
  ];
}

function validateFileKeyRef({ key, volumeName, path = '' }: Draft, field: string): FieldError[] {
  return [
    ...validateRequiredName(`${field}.key`, key, isEnvVarName),
    ...validateRequiredName(`${field}.volumeName`, volumeName, isDNS1123Label),
    ...(path === '' ? [required(`${field}.path`)] : validateNoBacksteps(`${field}.path`, path)),
  ];
}

export function validateEnvFrom(sources: readonly Draft[], field: string): FieldError[] {
  return sources.flatMap(({ prefix, configMapRef, secretRef }, index) => {
    const path = `${field}[${index}]`;
    const errors = prefix ? invalidValues(`${path}.prefix`, prefix, isEnvVarName(prefix)) : [];
    for (const [kind, ref] of Object.entries({ configMapRef, secretRef })) {
      if (ref)
        errors.push(...validateRequiredName(`${path}.${kind}.name`, ref.name, isDNS1123Subdomain));
    }
    if (!configMapRef && !secretRef) {
      errors.push(invalidValue(field, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (configMapRef && secretRef) {
      errors.push(invalidValue(field, '', 'may not have more than one field specified at a time'));
    }
    return errors;
  });
}
