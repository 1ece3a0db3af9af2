import { goQuote } from '@drillyard/rbac';
import { type JsonSchemaProps, membersOf } from '../schema/json-schema-props.js';
import { effectiveFormat } from '../validator/formats.js';
import type { CustomResourceDefinitionSpec } from './custom-resource-definition.js';

/** Warns of formats that nothing is held to (`getUnrecognizedFormatsInCRD`). */
export function unrecognizedFormats({ versions }: CustomResourceDefinitionSpec): string[] {
  const found = versions.flatMap(({ schema }) => formatsIn(schema?.openAPIV3Schema));
  return [...new Set(found)].map((format) => `unrecognized format ${goQuote(format)}`);
}

function formatsIn(schema: JsonSchemaProps | undefined): string[] {
  if (schema === undefined) return [];
  const { format = '' } = schema;
  const own = format !== '' && effectiveFormat(schema) === '' ? [format] : [];
  return [...own, ...membersOf(schema).flatMap(([, member]) => formatsIn(member))];
}
