import { type FieldType, type ObjectSchema, schemaOf } from '@drillyard/kube-schema';
import { PatchError } from '../patch-error.js';

/** What a strategic merge needs to know of a type (apimachinery `strategicpatch.LookupPatchMeta`). */
export interface PatchSchema {
  /** For messages: the Go kind or the name of the struct. */
  readonly name: string;
  /** Throws {@link PatchError} for a field the type does not have. */
  field(key: string): PatchField;
}

export interface PatchField {
  /** `merge`, `replace`, or none; retainKeys is a directive and changes nothing here. */
  readonly strategy: string;
  readonly mergeKey: string;
  /** Of the object, or of the elements of the list. */
  readonly schema: PatchSchema;
  readonly isList: boolean;
}

/** The schema of a type of the API. */
export function patchSchemaOf(schema: ObjectSchema): PatchSchema {
  const goName = schema.name.slice(schema.name.lastIndexOf('.') + 1);
  return {
    name: 'struct',
    field(key) {
      const field = schema.fieldsByName.get(key);
      if (!field) {
        const message = `unable to find api field in struct ${goName} for the json field "${key}"`;
        throw new PatchError(message, 500);
      }
      const isList = field.type.kind === 'list';
      const strategies = field.patchStrategy?.split(',') ?? [];
      return {
        strategy: strategies.find((strategy) => strategy !== 'retainKeys') ?? '',
        mergeKey: field.patchMergeKey ?? '',
        schema: schemaOfType(field.type.kind === 'list' ? field.type.items : field.type),
        isList,
      };
    },
  };
}

function schemaOfType(type: FieldType): PatchSchema {
  const schema = type.kind === 'object' ? schemaOf(type.name) : undefined;
  return schema ? patchSchemaOf(schema) : noStruct(type.kind === 'map' ? 'map' : type.kind);
}

function noStruct(name: string): PatchSchema {
  return {
    name,
    field() {
      const message = `merging an object in json but data type is not struct, instead is: ${name}`;
      throw new PatchError(message, 500);
    },
  };
}
