import type { KubeObject } from '@drillyard/kube-objects';
import { type FieldError, invalidValue } from '../../registry/field-error.js';
import { badRequest } from '../../status-error.js';
import type { DefinitionVersion } from '../definition/custom-resource-definition.js';
import { isJsonObject, type JsonObject, setMember } from '../schema/json-object.js';

const int32Max = 2 ** 31 - 1;

/** Where a custom resource keeps what its scale subresource shows. */
export interface CustomResourceScale {
  readonly specReplicasPath: readonly string[];
  readonly statusReplicasPath: readonly string[];
  readonly labelSelectorPath: readonly string[];
}

export function scaleOfVersion(version: DefinitionVersion): CustomResourceScale | undefined {
  const scale = version.subresources?.scale;
  if (scale === undefined) return undefined;
  return {
    specReplicasPath: split(scale.specReplicasPath),
    statusReplicasPath: split(scale.statusReplicasPath),
    labelSelectorPath: split(scale.labelSelectorPath ?? ''),
  };
}

/** What a Scale shows of an object. Throws 400 where the fields have other types. */
export function readScale(
  object: KubeObject,
  scale: CustomResourceScale,
): { replicas: number | undefined; statusReplicas: number; selector: string } {
  const number = (path: readonly string[]) => {
    const value = nested(object, path);
    if (value === undefined || Number.isInteger(value)) return value as number | undefined;
    throw badRequest(accessorError(path, value, 'int64'));
  };
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
  const selector = labelSelectorPath.length === 0 ? '' : nested(object, labelSelectorPath);
  return {
    replicas: number(specReplicasPath),
    statusReplicas: number(statusReplicasPath) ?? 0,
    selector: typeof selector === 'string' ? selector : '',
  };
}

export function setReplicas(
  draft: JsonObject,
  { specReplicasPath }: CustomResourceScale,
  replicas: number,
): void {
  let holder = draft;
  for (const name of specReplicasPath.slice(0, -1)) {
    if (!isJsonObject(holder[name])) setMember(holder, name, {});
    holder = holder[name] as JsonObject;
  }
  setMember(holder, specReplicasPath.at(-1) ?? '', replicas);
}

/** The fields a Scale shows must be what it can show (`ValidateScaleSpec`, `ValidateScaleStatus`). */
export function validateScale(
  object: KubeObject,
  scale: CustomResourceScale | undefined,
  part: 'both' | 'status',
): FieldError[] {
  if (scale === undefined) return [];
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
  const selector = nested(object, labelSelectorPath);
  const isText =
    labelSelectorPath.length === 0 || selector === undefined || typeof selector === 'string';
  return [
    ...(part === 'both' ? validateReplicas(object, specReplicasPath) : []),
    ...validateReplicas(object, statusReplicasPath),
    ...(isText
      ? []
      : [
          invalidValue(
            named(labelSelectorPath),
            '',
            accessorError(labelSelectorPath, selector, 'string'),
          ),
        ]),
  ];
}

function validateReplicas(object: KubeObject, path: readonly string[]): FieldError[] {
  const value = nested(object, path);
  const field = named(path);
  if (value === undefined) return [];
  if (!Number.isInteger(value))
    return [invalidValue(field, 0, accessorError(path, value, 'int64'))];
  if (Number(value) < 0) return [invalidValue(field, value, 'should be a non-negative integer')];
  if (Number(value) <= int32Max) return [];
  return [invalidValue(field, value, `should be less than or equal to ${int32Max}`)];
}

function nested(object: object, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const name of path) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** apimachinery `unstructured.NestedInt64` and its kin. */
function accessorError(path: readonly string[], value: unknown, wanted: string): string {
  const kind =
    typeof value === 'number' ? 'float64' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `${named(path)} accessor error: ${JSON.stringify(value)} is of the type ${kind}, expected ${wanted}`;
}

function named(path: readonly string[]): string {
  return `.${path.join('.')}`;
}

function split(path: string): string[] {
  return path === '' ? [] : path.replace(/^\./, '').split('.');
}
