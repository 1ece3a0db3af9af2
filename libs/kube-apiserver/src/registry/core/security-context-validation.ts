import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
  tooLong,
} from '../field-error.js';
import { validateDescendingPath } from '../path-validation.js';
import type { Draft } from '../resource-strategy.js';
import { validateId, validateOneOf } from '../scalar-validation.js';

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const appArmorPathBytesMax = 4_095;
const sysctlNameLengthMax = 253;
const sysctlName = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
const containerFields = [
  'capabilities',
  'privileged',
  'seLinuxOptions',
  'windowsOptions',
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'readOnlyRootFilesystem',
  'allowPrivilegeEscalation',
  'procMount',
  'seccompProfile',
  'appArmorProfile',
];

/** Of a container (upstream `ValidateSecurityContext`). */
export function validateSecurityContext(
  context: Draft | undefined,
  field: string,
  hostUsers: boolean,
): FieldError[] {
  if (context === undefined) return [];
  const { procMount, allowPrivilegeEscalation, privileged, capabilities } = context;
  const errors = [
    ...validateId(`${field}.runAsUser`, context['runAsUser']),
    ...validateId(`${field}.runAsGroup`, context['runAsGroup']),
    ...validateOneOf(`${field}.procMount`, procMount, ['Default', 'Unmasked']),
  ];
  if (hostUsers && procMount === 'Unmasked') {
    const detail = '`hostUsers` must be false to use `Unmasked`';
    errors.push(invalidValue(`${field}.procMount`, procMount, detail));
  }
  errors.push(...validateSeccompProfile(context['seccompProfile'], `${field}.seccompProfile`));
  if (allowPrivilegeEscalation === false) {
    const refused = 'cannot set `allowPrivilegeEscalation` to false and';
    if (privileged === true) {
      errors.push(invalidValue(field, shown(context), `${refused} \`privileged\` to true`));
    }
    if ((capabilities?.add ?? []).includes('CAP_SYS_ADMIN')) {
      const detail = `${refused} \`capabilities.Add\` CAP_SYS_ADMIN`;
      errors.push(invalidValue(field, shown(context), detail));
    }
  }
  return [
    ...errors,
    ...validateAppArmorProfile(context['appArmorProfile'], `${field}.appArmorProfile`),
  ];
}

/** As upstream prints what it keeps inside: every field, by Go's name. */
function shown(value: Draft): Draft {
  const { capabilities } = value;
  const whole: Draft = {
    ...value,
    ...(capabilities && {
      capabilities: { Add: capabilities.add ?? null, Drop: capabilities.drop ?? null },
    }),
  };
  return Object.fromEntries(containerFields.map((name) => [goName(name), whole[name] ?? null]));
}

function goName(name: string): string {
  return name === 'seLinuxOptions'
    ? 'SELinuxOptions'
    : name.charAt(0).toUpperCase() + name.slice(1);
}

/** Of a pod (upstream `validatePodSpecSecurityContext`). */
export function validatePodSecurityContext(spec: Draft, parent: string): FieldError[] {
  const context: Draft = spec['securityContext'] ?? {};
  const field = `${parent}.securityContext`;
  const errors = [
    ...validateId(`${field}.fsGroup`, context['fsGroup']),
    ...validateId(`${field}.runAsUser`, context['runAsUser']),
    ...validateId(`${field}.runAsGroup`, context['runAsGroup']),
    ...(context['supplementalGroups'] ?? []).flatMap((id: number, index: number) =>
      validateId(`${field}.supplementalGroups[${index}]`, id),
    ),
  ];
  if (spec['shareProcessNamespace'] === true && spec['hostPID'] === true) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalidValue(`${field}.shareProcessNamespace`, true, detail));
  }
  const { fsGroupChangePolicy, supplementalGroupsPolicy, seLinuxChangePolicy } = context;
  errors.push(
    ...validateSysctls(spec, context['sysctls'] ?? [], `${field}.sysctls`),
    ...validateOneOf(`${field}.fsGroupChangePolicy`, fsGroupChangePolicy, [
      'Always',
      'OnRootMismatch',
    ]),
    ...validateSeccompProfile(context['seccompProfile'], `${field}.seccompProfile`),
    ...validateAppArmorProfile(context['appArmorProfile'], `${field}.appArmorProfile`),
    ...validateOneOf(`${field}.supplementalGroupsPolicy`, supplementalGroupsPolicy, [
      'Merge',
      'Strict',
    ]),
    ...validateOneOf(`${field}.seLinuxChangePolicy`, seLinuxChangePolicy, [
      'MountOption',
      'Recursive',
    ]),
  );
  return errors;
}

function validateSysctls(spec: Draft, sysctls: readonly Draft[], field: string): FieldError[] {
  const names = new Set<string>();
  return sysctls.flatMap(({ name = '' }, index) => {
    const path = `${field}[${index}].name`;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(path));
    else if (name.length > sysctlNameLengthMax || !new RegExp(sysctlName).test(name)) {
      const detail = `must have at most ${sysctlNameLengthMax} characters and match regex ${sysctlName}`;
      errors.push(invalidValue(path, name, detail));
    } else if (names.has(name)) errors.push(duplicateValue(path, name));
    names.add(name);
    const dotted = name.replaceAll('/', '.');
    if (spec['hostNetwork'] === true && dotted.startsWith('net.')) {
      errors.push(invalidValue(path, name, "may not be specified when 'hostNetwork' is true"));
    } else if (spec['hostIPC'] === true && /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(dotted)) {
      errors.push(invalidValue(path, name, "may not be specified when 'hostIPC' is true"));
    }
    return errors;
  });
}

function validateSeccompProfile(profile: Draft | undefined, field: string): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile: path } = profile;
  const errors: FieldError[] = [];
  if (type === '')
    errors.push(required(`${field}.type`, 'type is required when seccompProfile is set'));
  else if (!profileTypes.includes(type)) {
    errors.push(notSupported(`${field}.type`, type, profileTypes));
  }
  const pathField = `${field}.localhostProfile`;
  if (type !== 'Localhost') {
    if (path === undefined) return errors;
    const value = { Type: type, LocalhostProfile: path };
    const detail = 'can only be set when seccomp type is Localhost';
    return [...errors, invalidValue(pathField, value, detail)];
  }
  if (path === undefined) {
    return [...errors, required(pathField, 'must be set when seccomp type is Localhost')];
  }
  return [...errors, ...validateDescendingPath(pathField, path)];
}

function validateAppArmorProfile(profile: Draft | undefined, field: string): FieldError[] {
  if (profile === undefined) return [];
  const { type = '', localhostProfile: path } = profile;
  const pathField = `${field}.localhostProfile`;
  if (type === '')
    return [required(`${field}.type`, 'type is required when appArmorProfile is set')];
  if (!profileTypes.includes(type)) return [notSupported(`${field}.type`, type, profileTypes)];
  if (type !== 'Localhost') {
    if (path === undefined) return [];
    return [invalidValue(pathField, path, 'can only be set when AppArmor type is Localhost')];
  }
  if (path === undefined)
    return [required(pathField, 'must be set when AppArmor type is Localhost')];
  const errors: FieldError[] = [];
  if (path.trim() !== path) {
    errors.push(invalidValue(pathField, path, 'must not be padded with whitespace'));
  } else if (path === '') {
    errors.push(required(pathField, 'must be set when AppArmor type is Localhost'));
  }
  if (path.length > appArmorPathBytesMax) errors.push(tooLong(pathField, appArmorPathBytesMax));
  return errors;
}

/** A user namespace of its own goes with none of the host's (upstream `validateHostUsers`). */
export function validateHostUsers(spec: Draft, field: string): FieldError[] {
  if (spec['hostUsers'] !== false) return [];
  // Two of the names are upstream's.
  const names = { hostNetwork: 'hostNetwork', hostPID: 'HostPID', hostIPC: 'HostIPC' };
  const errors = Object.entries(names)
    .filter(([key]) => spec[key] === true)
    .map(([, name]) => forbiddenValue(`${field}.${name}`, 'when `hostUsers` is false'));
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      if ((container.volumeDevices ?? []).length === 0) continue;
      const path = `${field}.${list}[${index}].volumeDevices`;
      errors.push(forbiddenValue(path, 'when `hostUsers` is false'));
    }
  }
  return errors;
}
