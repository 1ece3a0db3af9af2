import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notFoundValue,
  notSupported,
  required,
} from '../field-error.js';
import { validateDescendingPath } from '../path-validation.js';
import type { Draft } from '../resource-strategy.js';

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

/** The pod's good volumes by name: of those with mistakes nothing can be mounted. */
export type Volumes = ReadonlyMap<string, Draft>;

export function validateVolumeMounts(
  container: Draft,
  volumes: Volumes,
  field: string,
): FieldError[] {
  const { volumeMounts: mounts = [], volumeDevices: devices = [] } = container;
  const paths = new Set<string>();
  return mounts.flatMap((mount: Draft, index: number) => {
    const { name = '', mountPath = '', subPath = '', subPathExpr = '' } = mount;
    const path = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${path}.name`));
    if (!volumes.has(name)) errors.push(notFoundValue(`${path}.name`, name));
    if (mountPath === '') errors.push(required(`${path}.mountPath`));
    if (paths.has(mountPath)) {
      errors.push(invalidValue(`${path}.mountPath`, mountPath, 'must be unique'));
    }
    paths.add(mountPath);
    errors.push(
      ...validateNotAmong(devices, 'devicePath', 'volumeDevices', mount, 'mountPath', path),
    );
    // Upstream leaves the index out here.
    if (subPath !== '') errors.push(...validateDescendingPath(`${field}.subPath`, subPath));
    if (subPathExpr !== '') {
      if (subPath !== '') {
        const detail = 'subPathExpr and subPath are mutually exclusive';
        errors.push(invalidValue(`${path}.subPathExpr`, subPathExpr, detail));
      }
      errors.push(...validateDescendingPath(`${field}.subPathExpr`, subPathExpr));
    }
    return [...errors, ...validatePropagation(mount, container, field)];
  });
}

function validatePropagation(
  { mountPropagation, recursiveReadOnly, readOnly }: Draft,
  { securityContext }: Draft,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (mountPropagation !== undefined) {
    const path = `${field}.mountPropagation`;
    if (!propagations.includes(mountPropagation)) {
      errors.push(notSupported(path, mountPropagation, propagations));
    }
    if (mountPropagation === 'Bidirectional' && securityContext?.privileged !== true) {
      const detail = 'Bidirectional mount propagation is available only to privileged containers';
      errors.push(forbiddenValue(path, detail));
    }
  }
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return errors;
  const path = `${field}.recursiveReadOnly`;
  if (!['Enabled', 'IfPossible'].includes(recursiveReadOnly)) {
    return [
      ...errors,
      notSupported(path, recursiveReadOnly, ['Disabled', 'Enabled', 'IfPossible']),
    ];
  }
  if (readOnly !== true) {
    errors.push(forbiddenValue(path, 'may only be specified when readOnly is true'));
  }
  if ((mountPropagation ?? 'None') !== 'None') {
    const detail = 'may only be specified when mountPropagation is None or not specified';
    errors.push(forbiddenValue(path, detail));
  }
  return errors;
}

export function validateVolumeDevices(
  container: Draft,
  volumes: Volumes,
  field: string,
): FieldError[] {
  const { volumeMounts: mounts = [], volumeDevices: devices = [] } = container;
  const paths = new Set<string>();
  const names = new Set<string>();
  return devices.flatMap((device: Draft, index: number) => {
    const { name = '', devicePath = '' } = device;
    const path = `${field}[${index}]`;
    const errors: FieldError[] = [];
    const volume = volumes.get(name);
    if (name === '') errors.push(required(`${path}.name`));
    if (names.has(name)) errors.push(invalidValue(`${path}.name`, name, 'must be unique'));
    if (volume === undefined) errors.push(notFoundValue(`${path}.name`, name));
    else if (!volume['persistentVolumeClaim'] && !volume['ephemeral']) {
      const detail =
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.push(invalidValue(`${path}.name`, name, detail));
    }
    if (devicePath === '') errors.push(required(`${path}.devicePath`));
    if (paths.has(devicePath)) {
      errors.push(invalidValue(`${path}.devicePath`, devicePath, 'must be unique'));
    }
    if (devicePath.split('/').includes('..')) {
      const detail = "can not contain backsteps ('..')";
      errors.push(invalidValue(`${path}.devicePath`, devicePath, detail));
    } else paths.add(devicePath);
    names.add(name);
    return [
      ...errors,
      ...validateNotAmong(mounts, 'mountPath', 'volumeMounts', device, 'devicePath', path),
    ];
  });
}

/** A volume is either mounted or a device, and a path is one of both. */
function validateNotAmong(
  others: readonly Draft[],
  otherPath: string,
  otherList: string,
  own: Draft,
  ownPath: string,
  field: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (others.some(({ name }) => name === own['name'])) {
    const detail = `must not already exist in ${otherList}`;
    errors.push(invalidValue(`${field}.name`, own['name'] ?? '', detail));
  }
  if (others.some((other) => other[otherPath] === own[ownPath])) {
    const detail = `must not already exist as a path in ${otherList}`;
    errors.push(invalidValue(`${field}.${ownPath}`, own[ownPath] ?? '', detail));
  }
  return errors;
}
