import { isDeepStrictEqual } from 'node:util';
import { isQualifiedName, type KubeObject } from '@drillyard/kube-objects';
import { goQuote } from '@drillyard/rbac';
import { type FieldError, invalidValue } from '../../registry/field-error.js';
import { validateAnyFinalizers } from '../../registry/generic/object-meta-validation.js';
import type {
  Draft,
  ResourceStrategy,
  SubresourceStrategy,
} from '../../registry/resource-strategy.js';
import { forbidden } from '../../status-error.js';
import { ownMember } from '../schema/json-schema-props.js';
import { validateListSetsAndMaps } from '../schema/list-type.js';
import { validateEmbedded } from '../schema/object-meta.js';
import { type Correlated, validateAgainstSchema } from '../validator/schema-validator.js';
import type { CustomResource } from './custom-resource.js';
import { validateScale } from './custom-resource-scale.js';
import { JsonPath } from './json-path.js';

/** How the registry treats the objects of one custom resource (apiextensions `customResourceStrategy`). */
export function customResourceStrategy(resource: CustomResource): ResourceStrategy {
  const { group, resource: plural } = resource;
  const paths = selectablePaths(resource);
  return {
    group,
    resource: plural,
    refusesUnconditionalUpdate: true,
    validateFinalizers: validateAnyFinalizers,
    fieldSelectors: [...paths.keys()],
    selectableField(object, field) {
      const [value] = paths.get(field)?.find(resource.toServed(object)) ?? [];
      return paths.has(field) ? String(value ?? '') : undefined;
    },
    prepareForCreate(draft) {
      if (resource.isTerminating) {
        const why = 'create not allowed while custom resource definition is terminating';
        throw forbidden({ group, resource: plural }, draft['metadata']?.name ?? '', why);
      }
      if (resource.hasStatus) delete draft['status'];
      draft['metadata'].generation = 1;
    },
    prepareForUpdate(draft, old) {
      if (isDeepStrictEqual(withoutMetadata(draft), withoutMetadata(old))) return;
      draft['metadata'].generation = (old.metadata.generation ?? 0) + 1;
    },
    validate: (draft) => validateWhole(resource, draft),
    validateUpdate: (draft, old) => validateWhole(resource, draft, old),
    warnings: (draft) => (draft['metadata']?.finalizers ?? []).flatMap(finalizerWarnings),
  };
}

/** PUT and PATCH of the status change nothing else. */
export function customResourceStatusStrategy(resource: CustomResource): SubresourceStrategy {
  return {
    group: resource.group,
    resource: resource.resource,
    subresource: 'status',
    prepareForUpdate(draft, old) {
      const { status, metadata } = draft;
      for (const key of Object.keys(draft)) delete draft[key];
      Object.assign(draft, structuredClone(old));
      if (metadata.managedFields === undefined) delete draft['metadata'].managedFields;
      else draft['metadata'].managedFields = metadata.managedFields;
      if (status === undefined) delete draft['status'];
      else draft['status'] = status;
    },
    validateUpdate(draft, old) {
      const schema = ownMember(resource.schema.properties, 'status');
      const correlated = { value: old['status'] };
      return [
        ...(draft['status'] === undefined || schema === undefined
          ? []
          : validateAgainstSchema(schema, draft['status'], { path: 'status', old: correlated })),
        ...validateScale(draft as KubeObject, resource.scale, 'status'),
        ...validateLists(resource, draft, old),
      ];
    },
  };
}

function validateWhole(resource: CustomResource, draft: Draft, old?: KubeObject): FieldError[] {
  const ofType = validateTypeMeta(resource, draft);
  if (ofType.length > 0) return ofType;
  const { schema, scale } = resource;
  const object = { ...draft, apiVersion: resource.apiVersion };
  const correlated: Correlated | undefined = old && { value: old };
  return [
    ...validateAgainstSchema(schema, object, { old: correlated }),
    ...validateScale(draft as KubeObject, scale, 'both'),
    ...validateEmbedded(draft, schema),
    ...validateLists(resource, draft, old),
  ];
}

/** Lists that were wrong before may stay so. */
function validateLists({ schema }: CustomResource, draft: Draft, old?: KubeObject): FieldError[] {
  if (old !== undefined && validateListSetsAndMaps(schema, { ...old }).length > 0) return [];
  return validateListSetsAndMaps(schema, draft);
}

function validateTypeMeta(resource: CustomResource, draft: Draft): FieldError[] {
  const { kind } = draft;
  return kind === resource.kind ? [] : [invalidValue('kind', kind, `must be ${resource.kind}`)];
}

function withoutMetadata({ metadata: _metadata, ...rest }: Draft): Draft {
  return rest;
}

function selectablePaths({ definedVersion }: CustomResource): ReadonlyMap<string, JsonPath> {
  const { selectableFields = [] } = definedVersion;
  return new Map(
    selectableFields.flatMap(({ jsonPath }) => {
      const path = JsonPath.parse(jsonPath);
      return path === undefined ? [] : [[jsonPath.replace(/^\./, ''), path] as const];
    }),
  );
}

const standardFinalizers = ['orphan', 'foregroundDeletion', 'kubernetes'];

/** Finalizers that may mean something else to somebody else (`validateKubeFinalizerName`). */
function finalizerWarnings(name: string): string[] {
  const at = `metadata.finalizers: ${goQuote(name)}`;
  const warnings = isQualifiedName(name).map((mistake) => `${at}: ${mistake}`);
  if (name.includes('/') || standardFinalizers.includes(name)) return warnings;
  const path = name.includes('.') ? ' including a path (/)' : '';
  const advice = `prefer a domain-qualified finalizer name${path} to avoid accidental conflicts with other finalizer writers`;
  return [...warnings, `${at}: ${advice}`];
}
