import { createHash } from 'node:crypto';
import { formatApiVersion, type KubeObject } from '@drillyard/kube-objects';
import type { TypeRef } from '@drillyard/kube-patch';
import type {
  Conformed,
  FieldValidation,
  JsonNotes,
  ResourceInfo,
  SubresourceInfo,
} from '@drillyard/kube-schema';
import type { TablePrinter } from '../../printers/printer-table.js';
import type { Draft } from '../../registry/resource-strategy.js';
import {
  type CustomResourceDefinition,
  type DefinitionVersion,
  isConditionTrue,
} from '../definition/custom-resource-definition.js';
import { type JsonObject, sortedDeep } from '../schema/json-object.js';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { coerceCustomResource, decodeCustomResource } from './custom-resource-decoder.js';
import { customResourcePrinter } from './custom-resource-printer.js';
import { type CustomResourceScale, scaleOfVersion } from './custom-resource-scale.js';
import { typeOfCustomResource } from './custom-resource-type.js';
import { deprecationWarnings } from './deprecation-warnings.js';

const verbs = 'delete,deletecollection,get,list,patch,create,update,watch'.split(',');
const subresourceVerbs = ['get', 'patch', 'update'];
const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/** One served version of the resource a definition defines, made ready for requests. */
export class CustomResource implements ResourceInfo {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly listKind: string;
  readonly namespaced: boolean;
  readonly verbs = verbs;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly SubresourceInfo[];
  readonly returnsDeleted = false;
  readonly storageVersionHash: string;
  readonly schema: JsonSchemaProps;
  /** The apiVersion objects are stored in. */
  readonly storedApiVersion: string;
  /** While the definition is being deleted nothing new is taken. */
  readonly isTerminating: boolean;
  /** What answers about a deprecated version warn of. */
  readonly warnings: readonly string[];
  readonly scale: CustomResourceScale | undefined;
  readonly type: TypeRef;
  readonly printer: TablePrinter;
  private readonly served = new WeakMap<KubeObject, KubeObject>();

  constructor(
    readonly definition: CustomResourceDefinition,
    readonly definedVersion: DefinitionVersion,
  ) {
    const { spec, status } = definition;
    const names = status?.acceptedNames ?? spec.names;
    this.group = spec.group;
    this.version = definedVersion.name;
    this.resource = names.plural;
    this.singular = names.singular ?? '';
    this.kind = names.kind;
    this.listKind = names.listKind ?? `${names.kind}List`;
    this.namespaced = spec.scope === 'Namespaced';
    this.shortNames = names.shortNames ?? [];
    this.categories = names.categories ?? [];
    this.subresources = this.subresourcesOf(definedVersion);
    const stored = spec.versions.find(({ storage }) => storage)?.name ?? definedVersion.name;
    this.storedApiVersion = formatApiVersion({ group: spec.group, version: stored });
    this.storageVersionHash = storageVersionHash(spec.group, stored, spec.names.kind);
    this.schema = definedVersion.schema?.openAPIV3Schema ?? { type: 'object' };
    this.isTerminating = isConditionTrue(definition, 'Terminating');
    this.warnings = deprecationWarnings(spec, definedVersion);
    this.scale = scaleOfVersion(definedVersion);
    this.type = typeOfCustomResource(this.schema);
    this.printer = customResourcePrinter(definedVersion.additionalPrinterColumns);
  }

  get apiVersion(): string {
    return formatApiVersion(this);
  }

  get hasStatus(): boolean {
    return this.definedVersion.subresources?.status !== undefined;
  }

  /** In place of `conform`. */
  decode(value: object, mode?: FieldValidation, notes?: JsonNotes): Conformed {
    const { object, strictErrors } = decodeCustomResource(value, this.schema, mode, notes);
    // Where the body left them open they are those of the path.
    const { apiVersion = this.apiVersion, kind = this.kind, ...rest } = object;
    return { object: { apiVersion, kind, ...rest }, strictErrors };
  }

  toStored(draft: Draft): Draft {
    return { ...draft, apiVersion: this.storedApiVersion };
  }

  /** A stored object as this version shows it: without what the schema does not know any more. */
  toServed(object: KubeObject): KubeObject {
    const known = this.served.get(object);
    if (known !== undefined) return known;
    const copy = { ...structuredClone(object), apiVersion: this.apiVersion };
    const { managedFields } = copy.metadata;
    coerceCustomResource(copy as JsonObject, this.schema, 'Ignore');
    const metadata = managedFields ? { ...copy.metadata, managedFields } : copy.metadata;
    const served = sortedDeep({ ...copy, metadata }) as KubeObject;
    this.served.set(object, served);
    return served;
  }

  private subresourcesOf({ subresources = {} }: DefinitionVersion): SubresourceInfo[] {
    const { group, version, kind } = this;
    const own = { name: 'status', group, version, kind, verbs: subresourceVerbs };
    const scale = { name: 'scale', ...scaleKind, verbs: subresourceVerbs };
    return [
      ...(subresources.status === undefined ? [] : [own]),
      ...(subresources.scale === undefined ? [] : [scale]),
    ];
  }
}

/** The served versions of a definition whose names have been accepted; none of any other. */
export function customResourcesOf(definition: CustomResourceDefinition): CustomResource[] {
  if (!isConditionTrue(definition, 'Established')) return [];
  return definition.spec.versions
    .filter(({ served }) => served)
    .map((version) => new CustomResource(definition, version));
}

/** apiserver `discovery.StorageVersionHash` */
function storageVersionHash(group: string, version: string, kind: string): string {
  const digest = createHash('sha256').update(`${group}/${version}/${kind}`).digest();
  return digest.subarray(0, 8).toString('base64');
}
