import { parseApiVersion } from '@drillyard/kube-objects';
import { type Converter, TypedValue, TypedValueError } from '@drillyard/kube-patch';
import type { Draft } from '../../registry/resource-strategy.js';
import type { CustomResource } from './custom-resource.js';
import { typeOfCustomResource } from './custom-resource-type.js';

/** Versions convert by their apiVersion alone; one that is defined no more counts as gone. */
export function customTypeConverter({ definition, group }: CustomResource): Converter {
  return {
    convert(value, apiVersion) {
      const object = value.value as Draft;
      if (object['apiVersion'] === apiVersion) return value;
      const wanted = parseApiVersion(apiVersion);
      const version = definition.spec.versions.find(({ name }) => name === wanted.version);
      if (version === undefined || wanted.group !== group) return undefined;
      const type = typeOfCustomResource(version.schema?.openAPIV3Schema ?? { type: 'object' });
      try {
        return TypedValue.of({ ...object, apiVersion }, type, { allowDuplicates: true });
      } catch (error) {
        if (error instanceof TypedValueError) return undefined;
        throw error;
      }
    },
  };
}
