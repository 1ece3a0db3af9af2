import type { KubeObject } from '@drillyard/kube-objects';
import { validateAnyFinalizers } from '../../registry/generic/object-meta-validation.js';
import type {
  Draft,
  ResourceStrategy,
  SubresourceStrategy,
} from '../../registry/resource-strategy.js';
import {
  asDefinition,
  type CustomResourceDefinition,
  cleanupFinalizer,
  customResourceDefinitions,
  withCondition,
} from './custom-resource-definition.js';
import { unevaluatedRules } from './unevaluated-rules.js';
import { unrecognizedFormats } from './unrecognized-formats.js';
import {
  validateDefinition,
  validateDefinitionStatusUpdate,
  validateDefinitionUpdate,
} from './validation/definition-validation.js';

const { group, resource } = customResourceDefinitions;

/** apiextensions `pkg/registry/customresourcedefinition` */
export const customResourceDefinitionStrategy: ResourceStrategy = {
  group,
  resource,
  refusesUnconditionalUpdate: true,
  validateFinalizers: validateAnyFinalizers,
  setDefaults(draft) {
    draft['spec'] ??= {};
    const { spec } = draft;
    spec.names ??= {};
    const { names } = spec;
    if (!names.singular) names.singular = String(names.kind ?? '').toLowerCase();
    if (!names.listKind && names.kind) names.listKind = `${names.kind}List`;
    spec.conversion ??= { strategy: 'None' };
    const service = spec.conversion.webhook?.clientConfig?.service;
    if (service) service.port ??= 443;
  },
  prepareForCreate(draft) {
    const stored = storageVersionOf(draft);
    const acceptedNames = { plural: '', kind: '' };
    draft['status'] = {
      conditions: null,
      acceptedNames,
      storedVersions: stored === undefined ? null : [stored],
    };
  },
  prepareForUpdate(draft) {
    const stored = storageVersionOf(draft);
    const known: readonly string[] = draft['status']?.storedVersions ?? [];
    if (stored === undefined || known.includes(stored)) return;
    draft['status'] = { ...draft['status'], storedVersions: [...known, stored] };
  },
  validate: (draft) => validateDefinition(definitionOf(draft)),
  validateUpdate: (draft, old) => validateDefinitionUpdate(definitionOf(draft), asDefinition(old)),
  warnings: (draft) => {
    const { spec } = definitionOf(draft);
    return [...unrecognizedFormats(spec), ...unevaluatedRules(spec)];
  },
  markDeleted(draft) {
    const { metadata, status = {} } = draft;
    const finalizers: readonly string[] = metadata.finalizers ?? [];
    if (finalizers.includes(cleanupFinalizer)) return;
    metadata.finalizers = [...finalizers, cleanupFinalizer];
    const condition = {
      type: 'Terminating',
      status: 'True',
      reason: 'InstanceDeletionPending',
      message:
        'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
    } as const;
    const conditions = withCondition(
      status.conditions ?? [],
      condition,
      metadata.deletionTimestamp,
    );
    draft['status'] = { ...status, conditions };
  },
};

/** Writes of the status change neither the definition nor its metadata. */
export const customResourceDefinitionStatusStrategy: SubresourceStrategy = {
  group,
  resource,
  subresource: 'status',
  prepareForUpdate(draft, old) {
    draft['spec'] = structuredClone(old['spec']);
    const { managedFields } = draft['metadata'];
    draft['metadata'] = { ...structuredClone(old.metadata) };
    if (managedFields === undefined) delete draft['metadata'].managedFields;
    else draft['metadata'].managedFields = managedFields;
  },
  validateUpdate: (draft) => validateDefinitionStatusUpdate(definitionOf(draft)),
};

function storageVersionOf(draft: Draft): string | undefined {
  return definitionOf(draft).spec.versions?.find(({ storage }) => storage)?.name;
}

/** A draft has the shape of its kind, though what the validation asks for may be missing. */
function definitionOf(draft: Draft): CustomResourceDefinition {
  return asDefinition(draft as KubeObject);
}
