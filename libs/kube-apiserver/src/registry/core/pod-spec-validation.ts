import { isDNS1123Label, isDNS1123Subdomain } from '@drillyard/kube-objects';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import { validateLabels } from '../generic/object-meta-validation.js';
import type { Draft } from '../resource-strategy.js';
import {
  validateLabelField,
  validateOneOf,
  validateQualifiedNameField,
  validateSubdomainField,
} from '../scalar-validation.js';
import { validateAffinity } from './affinity-validation.js';
import { validateContainers } from './container-validation.js';
import { validateHostAliases, validatePodDns } from './pod-dns-validation.js';
import { validateTolerations, validateTopologySpread } from './pod-scheduling-validation.js';
import { validateHostNetworkPorts } from './port-validation.js';
import { validateHostUsers, validatePodSecurityContext } from './security-context-validation.js';
import { validateVolumeSource } from './volume-source-validation.js';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const deadlineSecondsMax = 2 ** 31 - 1;

/**
 * What a pod's spec must have, wherever it stands (upstream's `ValidatePodSpec`, in its order).
 * Templates are let pass a few things that their pods then trip over.
 */
export function validatePodSpec(spec: Draft, field: string, { isPod = false } = {}): FieldError[] {
  const volumes = new Map<string, Draft>();
  return [
    ...validateVolumes(spec['volumes'] ?? [], volumes, `${field}.volumes`, isPod),
    ...validateResourceClaims(spec['resourceClaims'] ?? [], `${field}.resourceClaims`),
    ...validateContainers(spec, volumes, field),
    ...validateHostNetworkPorts(spec, field, isPod),
    ...validateEnumerations(spec, field),
    ...validateLabels(spec['nodeSelector'] ?? {}, `${field}.nodeSelector`),
    ...validatePodSecurityContext(spec, field),
    ...validateAffinity(spec['affinity'], `${field}.affinity`),
    ...validatePodDns(spec, field),
    ...(spec['readinessGates'] ?? []).flatMap(({ conditionType = '' }: Draft, index: number) =>
      validateQualifiedNameField(`${field}.readinessGates[${index}].conditionType`, conditionType),
    ),
    ...validateSchedulingGates(spec['schedulingGates'] ?? [], `${field}.schedulingGates`),
    ...validateTopologySpread(
      spec['topologySpreadConstraints'] ?? [],
      `${field}.topologySpreadConstraints`,
    ),
    ...validateHostUsers(spec, field),
    ...validateNames(spec, field),
    ...validateOs(spec, field),
  ];
}

/** Collects the good volumes in `found`. */
function validateVolumes(
  volumes: readonly Draft[],
  found: Map<string, Draft>,
  field: string,
  isPod: boolean,
): FieldError[] {
  return volumes.flatMap((volume, index) => {
    const name: string = volume['name'] ?? '';
    const path = `${field}[${index}]`;
    const errors = validateVolumeSource(volume, path, isPod);
    if (name === '') errors.push(required(`${path}.name`));
    else errors.push(...invalidValues(`${path}.name`, name, isDNS1123Label(name)));
    if (found.has(name)) errors.push(duplicateValue(`${path}.name`, name));
    if (errors.length === 0) found.set(name, volume);
    return errors;
  });
}

function validateResourceClaims(claims: readonly Draft[], field: string): FieldError[] {
  return claims.flatMap(({ name = '', resourceClaimName, resourceClaimTemplateName }, index) => {
    const path = `${field}[${index}]`;
    const errors =
      name === '' ? [required(`${path}.name`)] : validateLabelField(`${path}.name`, name);
    const value = {
      Name: name,
      ResourceClaimName: resourceClaimName ?? null,
      ResourceClaimTemplateName: resourceClaimTemplateName ?? null,
    };
    const either = '`resourceClaimName`, `resourceClaimTemplateName`';
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      errors.push(invalidValue(path, value, `must specify one of: ${either}`));
    } else if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      errors.push(invalidValue(path, value, `at most one of ${either} may be specified`));
    }
    return errors;
  });
}

function validateEnumerations(spec: Draft, field: string): FieldError[] {
  const { restartPolicy, dnsPolicy } = spec;
  const errors: FieldError[] = [];
  if (!restartPolicies.includes(restartPolicy)) {
    errors.push(notSupported(`${field}.restartPolicy`, restartPolicy, restartPolicies));
  }
  if (!dnsPolicies.includes(dnsPolicy)) {
    errors.push(notSupported(`${field}.dnsPolicy`, dnsPolicy, dnsPolicies));
  }
  return errors;
}

function validateSchedulingGates(gates: readonly Draft[], field: string): FieldError[] {
  const names = new Set<string>();
  return gates.flatMap(({ name = '' }, index) => {
    const errors = validateQualifiedNameField(`${field}[${index}]`, name);
    if (names.has(name)) errors.push(duplicateValue(`${field}[${index}]`, name));
    names.add(name);
    return errors;
  });
}

function validateNames(spec: Draft, field: string): FieldError[] {
  const { activeDeadlineSeconds: deadline, preemptionPolicy } = spec;
  const isLate = deadline !== undefined && (deadline < 1 || deadline > deadlineSecondsMax);
  const range = `must be between 1 and ${deadlineSecondsMax}, inclusive`;
  return [
    ...validateSubdomainField(`${field}.serviceAccountName`, spec['serviceAccountName']),
    ...validateSubdomainField(`${field}.nodeName`, spec['nodeName']),
    ...(isLate ? [invalidValue(`${field}.activeDeadlineSeconds`, deadline, range)] : []),
    ...validateLabelField(`${field}.hostname`, spec['hostname']),
    ...validateLabelField(`${field}.subdomain`, spec['subdomain']),
    ...validateTolerations(spec['tolerations'] ?? [], `${field}.tolerations`),
    ...validateHostAliases(spec['hostAliases'] ?? [], `${field}.hostAliases`),
    ...validateSubdomainField(`${field}.priorityClassName`, spec['priorityClassName']),
    ...(spec['runtimeClassName'] === undefined
      ? []
      : invalidValues(
          `${field}.runtimeClassName`,
          spec['runtimeClassName'],
          isDNS1123Subdomain(spec['runtimeClassName']),
        )),
    ...validateOneOf(`${field}.preemptionPolicy`, preemptionPolicy, [
      'PreemptLowerPriority',
      'Never',
    ]),
  ];
}

/** A pod that says what it runs on may not ask for what that does not have. */
function validateOs(spec: Draft, field: string): FieldError[] {
  const { os } = spec;
  if (os === undefined) return [];
  if (!os.name) return [required(`${field}.os.name`)];
  const known = validateOneOf(`${field}.os`, os.name, ['linux', 'windows']);
  if (known.length > 0) return known;
  const containers = ['initContainers', 'containers'].flatMap((list) =>
    (spec[list] ?? []).map(({ securityContext }: Draft, index: number) => {
      return { context: securityContext ?? {}, path: `${field}.${list}[${index}].securityContext` };
    }),
  );
  const contexts = [
    { context: spec['securityContext'] ?? {}, path: `${field}.securityContext` },
    ...containers,
  ];
  const isLinux = os.name === 'linux';
  const refused = isLinux ? ['windowsOptions'] : linuxOnly;
  const detail = isLinux
    ? 'windows options cannot be set for a linux pod'
    : 'cannot be set for a windows pod';
  return contexts.flatMap(({ context, path }) =>
    refused
      .filter((name) => context[name] !== undefined)
      .map((name) => forbiddenValue(`${path}.${name}`, detail)),
  );
}

const linuxOnly = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
];
