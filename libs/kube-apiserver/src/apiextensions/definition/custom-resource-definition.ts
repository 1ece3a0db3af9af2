import type { KubeObject } from '@drillyard/kube-objects';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';

export const customResourceDefinitions = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
} as const;

/** Holds a definition back until its objects are gone. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

/** apiextensions/v1 `CustomResourceDefinition`, as it is stored. */
export interface CustomResourceDefinition {
  readonly metadata: KubeObject['metadata'];
  readonly spec: CustomResourceDefinitionSpec;
  readonly status?: CustomResourceDefinitionStatus;
}

export interface CustomResourceDefinitionSpec {
  readonly group: string;
  readonly names: DefinitionNames;
  readonly scope: string;
  readonly versions: readonly DefinitionVersion[];
  readonly conversion?: DefinitionConversion;
  readonly preserveUnknownFields?: boolean;
}

export interface DefinitionNames {
  readonly plural: string;
  readonly singular?: string;
  readonly kind: string;
  readonly listKind?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

export interface DefinitionVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly schema?: { readonly openAPIV3Schema?: JsonSchemaProps };
  readonly subresources?: DefinitionSubresources;
  readonly additionalPrinterColumns?: readonly DefinitionColumn[];
  readonly selectableFields?: readonly { readonly jsonPath: string }[];
}

export interface DefinitionSubresources {
  readonly status?: object;
  readonly scale?: {
    readonly specReplicasPath: string;
    readonly statusReplicasPath: string;
    readonly labelSelectorPath?: string;
  };
}

export interface DefinitionColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  readonly priority?: number;
  readonly jsonPath: string;
}

export interface DefinitionConversion {
  readonly strategy: string;
  readonly webhook?: {
    readonly clientConfig?: {
      readonly url?: string;
      readonly service?: {
        readonly name: string;
        readonly namespace: string;
        readonly path?: string;
        readonly port?: number;
      };
      readonly caBundle?: string;
    };
    readonly conversionReviewVersions?: readonly string[];
  };
}

export interface CustomResourceDefinitionStatus {
  readonly acceptedNames?: DefinitionNames;
  readonly storedVersions?: readonly string[] | null;
  readonly conditions?: readonly DefinitionCondition[] | null;
}

export interface DefinitionCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string | null;
}

/** A stored object as the definition validation has made sure it is. */
export function asDefinition(object: KubeObject): CustomResourceDefinition {
  return object as unknown as CustomResourceDefinition;
}

export function findCondition(
  { status }: Pick<CustomResourceDefinition, 'status'>,
  type: string,
): DefinitionCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

export function isConditionTrue(
  definition: Pick<CustomResourceDefinition, 'status'>,
  type: string,
): boolean {
  return findCondition(definition, type)?.status === 'True';
}

/** The conditions with one set; its time changes with its status (apihelpers `SetCRDCondition`). */
export function withCondition(
  conditions: readonly DefinitionCondition[],
  condition: DefinitionCondition,
  time: string,
): DefinitionCondition[] {
  const old = conditions.find(({ type }) => type === condition.type);
  const isSame = old?.status === condition.status && Boolean(old.lastTransitionTime);
  const set = { ...condition, lastTransitionTime: isSame ? old?.lastTransitionTime : time };
  if (old === undefined) return [...conditions, set as DefinitionCondition];
  return conditions.map((each) => (each === old ? (set as DefinitionCondition) : each));
}
