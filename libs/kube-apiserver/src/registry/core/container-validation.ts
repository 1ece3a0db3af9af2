import { isDNS1123Label } from '@drillyard/kube-objects';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notFoundValue,
  notSupported,
  required,
} from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import { validateRequiredName } from '../scalar-validation.js';
import { validateContainerResources } from './container-resources-validation.js';
import { validateEnv, validateEnvFrom } from './env-validation.js';
import { validateContainerPorts, validateHostPorts } from './port-validation.js';
import { type ProbeName, validateLifecycle, validateProbe } from './probe-validation.js';
import { validateSecurityContext } from './security-context-validation.js';
import {
  type Volumes,
  validateVolumeDevices,
  validateVolumeMounts,
} from './volume-mount-validation.js';

const probes: readonly ProbeName[] = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const messagePolicies = ['File', 'FallbackToLogsOnError'];
const restartPolicies = ['Always', 'Never', 'OnFailure'];

/** The containers of a pod's spec, in upstream's order: regular ones, then those that go before. */
export function validateContainers(spec: Draft, volumes: Volumes, field: string): FieldError[] {
  const { containers = [], initContainers = [] } = spec;
  const names = new Set<string>();
  return [
    ...validateRegularContainers(containers, names, spec, volumes, `${field}.containers`),
    ...initContainers.flatMap((container: Draft, index: number) =>
      validateInitContainer(container, names, spec, volumes, `${field}.initContainers[${index}]`),
    ),
  ];
}

function validateRegularContainers(
  containers: readonly Draft[],
  names: Set<string>,
  spec: Draft,
  volumes: Volumes,
  field: string,
): FieldError[] {
  if (containers.length === 0) return [required(field)];
  const errors = containers.flatMap((container, index) => {
    const path = `${field}[${index}]`;
    return [
      ...validateContainer(container, spec, volumes, path),
      ...validateUnique(container, names, path),
      ...validateRunning(container, spec, path),
      ...validateRestartPolicy(container, path),
    ];
  });
  return [...errors, ...validateHostPorts(containers, field)];
}

function validateInitContainer(
  container: Draft,
  names: Set<string>,
  spec: Draft,
  volumes: Volumes,
  path: string,
): FieldError[] {
  const errors = [
    ...validateContainer(container, spec, volumes, path),
    ...validateRestartPolicy(container, path),
    ...validateUnique(container, names, path),
  ];
  if (container['restartPolicy'] === 'Always') {
    return [...errors, ...validateRunning(container, spec, path)];
  }
  const detail = 'may not be set for init containers without restartPolicy=Always';
  const running = ['lifecycle', ...probes].filter((name) => container[name] !== undefined);
  return [...errors, ...running.map((name) => forbiddenValue(`${path}.${name}`, detail))];
}

function validateUnique(container: Draft, names: Set<string>, path: string): FieldError[] {
  const name: string = container['name'] ?? '';
  if (names.has(name)) return [duplicateValue(`${path}.name`, name)];
  if (name !== '') names.add(name);
  return [];
}

/** What only a container has that keeps running. */
function validateRunning(container: Draft, spec: Draft, path: string): FieldError[] {
  const { lifecycle } = container;
  const graceSeconds: number | undefined = spec['terminationGracePeriodSeconds'];
  return [
    ...(lifecycle ? validateLifecycle(lifecycle, `${path}.lifecycle`, graceSeconds) : []),
    ...probes.flatMap((name) => validateProbe(container[name], name, path)),
  ];
}

function validateRestartPolicy({ restartPolicy }: Draft, path: string): FieldError[] {
  if (restartPolicy === undefined || restartPolicies.includes(restartPolicy)) return [];
  return [notSupported(`${path}.restartPolicy`, restartPolicy, restartPolicies)];
}

/** What goes for containers of all kinds (upstream `validateContainerCommon`). */
function validateContainer(
  container: Draft,
  spec: Draft,
  volumes: Volumes,
  path: string,
): FieldError[] {
  const { name, image, imagePullPolicy, terminationMessagePolicy, resources = {} } = container;
  const errors = validateRequiredName(`${path}.name`, name, isDNS1123Label);
  if (!image) errors.push(required(`${path}.image`));
  if (!messagePolicies.includes(terminationMessagePolicy)) {
    const field = `${path}.terminationMessagePolicy`;
    errors.push(notSupported(field, terminationMessagePolicy, messagePolicies));
  }
  errors.push(
    ...validateContainerPorts(container['ports'] ?? [], `${path}.ports`),
    ...validateEnv(container['env'] ?? [], `${path}.env`),
    ...validateEnvFrom(container['envFrom'] ?? [], `${path}.envFrom`),
    ...validateVolumeMounts(container, volumes, `${path}.volumeMounts`),
    ...validateVolumeDevices(container, volumes, `${path}.volumeDevices`),
  );
  if (!pullPolicies.includes(imagePullPolicy)) {
    errors.push(notSupported(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies));
  }
  const hostUsers = spec['hostUsers'] !== false;
  return [
    ...errors,
    ...validateContainerResources(resources, `${path}.resources`),
    ...validateClaims(resources.claims ?? [], spec, `${path}.resources.claims`),
    ...validateResizePolicy(container, spec, `${path}.resizePolicy`),
    ...validateSecurityContext(container['securityContext'], `${path}.securityContext`, hostUsers),
  ];
}

function validateClaims(claims: readonly Draft[], spec: Draft, field: string): FieldError[] {
  const known: string[] = (spec['resourceClaims'] ?? []).map(({ name }: Draft) => name);
  return claims.flatMap(({ name = '' }, index) => {
    const path = `${field}[${index}]`;
    if (name === '') return [required(path)];
    if (known.includes(name)) return [];
    const list = known.length === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
    const detail = `must be one of the names in pod.spec.resourceClaims${list}`;
    return [{ ...notFoundValue(path, name), detail }];
  });
}

/** Upstream leaves the index out. */
function validateResizePolicy(
  { resizePolicy = [] }: Draft,
  spec: Draft,
  field: string,
): FieldError[] {
  return resizePolicy.flatMap(({ resourceName = '', restartPolicy = '' }: Draft) => {
    const errors: FieldError[] = [];
    for (const [value, values] of [
      [resourceName, ['cpu', 'memory']],
      [restartPolicy, ['NotRequired', 'RestartContainer']],
    ]) {
      if (value === '') errors.push(required(field));
      else if (!values.includes(value)) errors.push(notSupported(field, value, values));
    }
    if (spec['restartPolicy'] !== 'Never' || restartPolicy === 'NotRequired') return errors;
    const detail = "must be 'NotRequired' when pod `restartPolicy` is 'Never'";
    return [...errors, invalidValue(field, restartPolicy, detail)];
  });
}
