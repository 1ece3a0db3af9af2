import { isDNS1123Label, isDNS1123Subdomain } from '@drillyard/kube-objects';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  invalidValues,
  notFoundValue,
  notSupported,
  required,
} from '../field-error.js';
import { validateLabels } from '../generic/object-meta-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateContainerResources } from './container-resources-validation.js';
import { validateProjectedTokens } from './projected-token-validation.js';

const protocols = ['SCTP', 'TCP', 'UDP'];

/**
 * What a pod's spec must have, wherever it stands: the part of upstream's `ValidatePodSpec` that
 * hand-written manifests run into.
 */
export function validatePodSpec(spec: Draft, field: string): FieldError[] {
  const volumes: Draft[] = spec['volumes'] ?? [];
  const volumeNames = new Set<string>();
  const errors = validateVolumes(volumes, volumeNames, `${field}.volumes`);
  const { containers = [], initContainers = [] } = spec;
  if (containers.length === 0) errors.push(required(`${field}.containers`));
  const names = new Set<string>();
  errors.push(...validateContainers(containers, names, volumeNames, `${field}.containers`));
  errors.push(...validateContainers(initContainers, names, volumeNames, `${field}.initContainers`));
  const policies = ['Always', 'OnFailure', 'Never'];
  if (!policies.includes(spec['restartPolicy'])) {
    errors.push(notSupported(`${field}.restartPolicy`, spec['restartPolicy'], policies));
  }
  const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
  if (!dnsPolicies.includes(spec['dnsPolicy'])) {
    errors.push(notSupported(`${field}.dnsPolicy`, spec['dnsPolicy'], dnsPolicies));
  }
  errors.push(...validateLabels(spec['nodeSelector'] ?? {}, `${field}.nodeSelector`));
  for (const name of ['serviceAccountName', 'nodeName', 'priorityClassName']) {
    if (!spec[name]) continue;
    errors.push(...invalidValues(`${field}.${name}`, spec[name], isDNS1123Subdomain(spec[name])));
  }
  for (const name of ['hostname', 'subdomain']) {
    if (!spec[name]) continue;
    errors.push(...invalidValues(`${field}.${name}`, spec[name], isDNS1123Label(spec[name])));
  }
  return errors;
}

/** Adds the names of good volumes to `names`: of those with mistakes nothing can be mounted. */
function validateVolumes(
  volumes: readonly Draft[],
  names: Set<string>,
  field: string,
): FieldError[] {
  return volumes.flatMap((volume, index) => {
    const name: string = volume['name'] ?? '';
    const path = `${field}[${index}]`;
    const errors = validateProjectedTokens(volume, path);
    if (name === '') errors.push(required(`${path}.name`));
    else errors.push(...invalidValues(`${path}.name`, name, isDNS1123Label(name)));
    if (names.has(name)) errors.push(duplicateValue(`${path}.name`, name));
    if (errors.length === 0) names.add(name);
    return errors;
  });
}

function validateContainers(
  containers: readonly Draft[],
  names: Set<string>,
  volumes: ReadonlySet<string>,
  field: string,
): FieldError[] {
  return containers.flatMap((container, index) => {
    const path = `${field}[${index}]`;
    const errors = validateContainer(container, volumes, path);
    const name: string = container['name'] ?? '';
    if (names.has(name)) errors.push(duplicateValue(`${path}.name`, name));
    names.add(name);
    return errors;
  });
}

function validateContainer(
  container: Draft,
  volumes: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const { name = '', image = '', imagePullPolicy, terminationMessagePolicy } = container;
  const errors =
    name === ''
      ? [required(`${path}.name`)]
      : invalidValues(`${path}.name`, name, isDNS1123Label(name));
  if (image === '') errors.push(required(`${path}.image`));
  const messagePolicies = ['File', 'FallbackToLogsOnError'];
  if (!messagePolicies.includes(terminationMessagePolicy)) {
    const policyPath = `${path}.terminationMessagePolicy`;
    errors.push(notSupported(policyPath, terminationMessagePolicy, messagePolicies));
  }
  errors.push(...validatePorts(container['ports'] ?? [], `${path}.ports`));
  errors.push(...validateEnv(container['env'] ?? [], `${path}.env`));
  errors.push(...validateMounts(container['volumeMounts'] ?? [], volumes, `${path}.volumeMounts`));
  const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
  if (!pullPolicies.includes(imagePullPolicy)) {
    errors.push(notSupported(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies));
  }
  errors.push(...validateContainerResources(container['resources'] ?? {}, `${path}.resources`));
  return errors;
}

function validatePorts(ports: readonly Draft[], field: string): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name, containerPort = 0, hostPort = 0, protocol }, index) => {
    const path = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (name) {
      errors.push(...invalidValues(`${path}.name`, name, validatePortName(name)));
      if (names.has(name)) errors.push(duplicateValue(`${path}.name`, name));
      names.add(name);
    }
    if (containerPort === 0) errors.push(required(`${path}.containerPort`));
    else errors.push(...validatePortNumber(`${path}.containerPort`, containerPort));
    if (hostPort !== 0) errors.push(...validatePortNumber(`${path}.hostPort`, hostPort));
    if (!protocols.includes(protocol)) {
      errors.push(notSupported(`${path}.protocol`, protocol, protocols));
    }
    return errors;
  });
}

/** An IANA service name (apimachinery `IsValidPortName`). */
export function validatePortName(name: string): string[] {
  const errors: string[] = [];
  if (name.length > 15) errors.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)');
  if (name.includes('--')) errors.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) {
    errors.push('must not begin or end with a hyphen');
  }
  return errors;
}

export function validatePortNumber(field: string, port: number): FieldError[] {
  if (port >= 1 && port <= 65_535) return [];
  return [invalidValue(field, port, 'must be between 1 and 65535, inclusive')];
}

function validateEnv(env: readonly Draft[], field: string): FieldError[] {
  return env.flatMap(({ name = '', value, valueFrom }, index) => {
    const path = `${field}[${index}]`;
    if (name === '') return [required(`${path}.name`)];
    if (value && valueFrom) {
      const detail = 'may not be specified when `value` is not empty';
      return [invalidValue(`${path}.valueFrom`, '', detail)];
    }
    return [];
  });
}

function validateMounts(
  mounts: readonly Draft[],
  volumes: ReadonlySet<string>,
  field: string,
): FieldError[] {
  const paths = new Set<string>();
  return mounts.flatMap(({ name = '', mountPath = '' }, index) => {
    const path = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${path}.name`));
    if (!volumes.has(name)) errors.push(notFoundValue(`${path}.name`, name));
    if (mountPath === '') errors.push(required(`${path}.mountPath`));
    if (paths.has(mountPath)) {
      errors.push(invalidValue(`${path}.mountPath`, mountPath, 'must be unique'));
    }
    paths.add(mountPath);
    return errors;
  });
}
