import { isDNS1123Subdomain } from '@drillyard/kube-objects';
import { compareQuantities, parseQuantity } from '@drillyard/kube-schema';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
  tooLong,
} from '../field-error.js';
import { validateNoBacksteps, validateNonReservedPath } from '../path-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateOneOf, validateRequiredName } from '../scalar-validation.js';
import { validateFieldRef, validateResourceFieldRef } from './env-validation.js';
import { validateClaimSpec } from './persistent-volume-claim-validation.js';
import { validateProjectedTokens } from './projected-token-validation.js';

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
/** What of a pod a file may show. */
const fileFieldPaths = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
const driverNameBytesMax = 63;
const modeMax = 0o777;

type Validate = (source: Draft, field: string, isPod: boolean) => FieldError[];

/** In upstream's order: of two sources the later one is one too many. */
const validations: Readonly<Record<string, Validate>> = {
  emptyDir: validateEmptyDir,
  hostPath: validateHostPath,
  gitRepo: ({ repository }, field) => requireAll({ repository }, field),
  secret: (source, field) => validateFiles(source, 'secretName', field),
  nfs: validateNfs,
  iscsi: () => [],
  persistentVolumeClaim: ({ claimName }, field) => requireAll({ claimName }, field),
  downwardAPI: validateDownwardApi,
  fc: () => [],
  configMap: (source, field) => validateFiles(source, 'name', field),
  projected: validateProjected,
  csi: ({ driver }, field) => validateCsiDriverName(`${field}.driver`, driver),
  ephemeral: validateEphemeral,
  image: validateImage,
};

/** Where a volume's files come from: one source (upstream `validateVolumeSource`). */
export function validateVolumeSource(volume: Draft, field: string, isPod: boolean): FieldError[] {
  const named = Object.keys(validations).filter((kind) => volume[kind] !== undefined);
  const errors = named.flatMap((kind, index) =>
    index > 0
      ? [forbiddenValue(`${field}.${kind}`, 'may not specify more than 1 volume type')]
      : (validations[kind]?.(volume[kind], `${field}.${kind}`, isPod) ?? []),
  );
  return [...errors, ...validateProjectedTokens(volume, field)];
}

function requireAll(values: Readonly<Record<string, unknown>>, field: string): FieldError[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value ? [] : [required(`${field}.${name}`)],
  );
}

function validateMode(field: string, mode: number | undefined): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= modeMax)) return [];
  return [invalidValue(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

function validateEmptyDir({ sizeLimit }: Draft, field: string): FieldError[] {
  const isNegative =
    sizeLimit !== undefined &&
    compareQuantities(parseQuantity(String(sizeLimit)), parseQuantity('0')) < 0;
  if (!isNegative) return [];
  return [
    forbiddenValue(`${field}.sizeLimit`, 'SizeLimit field must be a valid resource quantity'),
  ];
}

export function validateHostPath({ path = '', type }: Draft, field: string): FieldError[] {
  if (path === '') return [required(`${field}.path`)];
  return [
    ...validateNoBacksteps(`${field}.path`, path),
    ...validateOneOf(`${field}.type`, type, hostPathTypes),
  ];
}

export function validateNfs({ server, path = '' }: Draft, field: string): FieldError[] {
  const errors = requireAll({ server, path }, field);
  if (path.startsWith('/')) return errors;
  return [...errors, invalidValue(`${field}.path`, path, 'must be an absolute path')];
}

export function validateCsiDriverName(field: string, driver = ''): FieldError[] {
  if (driver.length <= driverNameBytesMax) {
    return validateRequiredName(field, driver, (name) => isDNS1123Subdomain(name.toLowerCase()));
  }
  return [tooLong(field, driverNameBytesMax)];
}

/** The keys of a Secret or ConfigMap as files. */
function validateFiles(source: Draft, name: string, field: string): FieldError[] {
  return [
    ...requireAll({ [name]: source[name] }, field),
    ...validateMode(`${field}.defaultMode`, source['defaultMode']),
    ...(source['items'] ?? []).flatMap((item: Draft, index: number) =>
      validateKeyToPath(item, `${field}.items[${index}]`),
    ),
  ];
}

function validateKeyToPath({ key, path = '', mode }: Draft, field: string): FieldError[] {
  return [
    ...requireAll({ key, path }, field),
    ...validateNonReservedPath(`${field}.path`, path),
    ...validateMode(`${field}.mode`, mode),
  ];
}

function validateDownwardApi({ defaultMode, items = [] }: Draft, field: string): FieldError[] {
  return [
    ...validateMode(`${field}.defaultMode`, defaultMode),
    // Upstream names the volume, not its item.
    ...items.flatMap((item: Draft) => validateDownwardFile(item, field)),
  ];
}

function validateDownwardFile(
  { path = '', fieldRef, resourceFieldRef, mode }: Draft,
  field: string,
): FieldError[] {
  const errors = [
    ...requireAll({ path }, field),
    ...validateNonReservedPath(`${field}.path`, path),
  ];
  if (fieldRef) {
    errors.push(...validateFieldRef(fieldRef, fileFieldPaths, `${field}.fieldRef`));
    if (resourceFieldRef) {
      const detail = 'fieldRef and resourceFieldRef can not be specified simultaneously';
      errors.push(invalidValue(field, 'resource', detail));
    }
  } else if (resourceFieldRef) {
    const options = { inVolume: true };
    errors.push(
      ...validateResourceFieldRef(resourceFieldRef, `${field}.resourceFieldRef`, options),
    );
  } else errors.push(required(field, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...validateMode(`${field}.mode`, mode)];
}

/** Several sources in one folder; their tokens see `validateProjectedTokens`. */
function validateProjected({ defaultMode, sources = [] }: Draft, field: string): FieldError[] {
  const errors = validateMode(`${field}.defaultMode`, defaultMode);
  const paths = new Set<string>();
  const take = (path: string, name: string) => {
    if (path !== '' && paths.has(path)) {
      errors.push(invalidValue(field, name, 'conflicting duplicate paths'));
    }
    paths.add(path);
  };
  for (const [index, source] of sources.entries()) {
    const path = `${field}.sources[${index}]`;
    for (const kind of ['secret', 'configMap']) {
      if (!source[kind]) continue;
      errors.push(...validateFiles(source[kind], 'name', `${path}.${kind}`));
      for (const item of source[kind].items ?? []) take(item.path ?? '', source[kind].name ?? '');
    }
    for (const item of source.downwardAPI?.items ?? []) {
      errors.push(...validateDownwardFile(item, `${path}.downwardAPI`));
      take(item.path ?? '', item.path ?? '');
    }
    const kinds = Object.keys(source).filter((kind) => source[kind] !== undefined);
    if (kinds.length > 1) {
      errors.push(forbiddenValue(path, 'may not specify more than 1 volume type per source'));
    }
  }
  return errors;
}

function validateEphemeral({ volumeClaimTemplate }: Draft, field: string): FieldError[] {
  if (!volumeClaimTemplate) return [required(`${field}.volumeClaimTemplate`)];
  return validateClaimSpec(volumeClaimTemplate.spec ?? {}, `${field}.volumeClaimTemplate.spec`);
}

function validateImage(
  { reference, pullPolicy }: Draft,
  field: string,
  isPod: boolean,
): FieldError[] {
  const policies = ['Always', 'IfNotPresent', 'Never'];
  return [
    ...(isPod ? requireAll({ reference }, field) : []),
    ...(policies.includes(pullPolicy)
      ? []
      : [notSupported(`${field}.pullPolicy`, pullPolicy, policies)]),
  ];
}
