export {
  type Conformed,
  conform,
  conformMerged,
  type FieldValidation,
  strictDecodingError,
} from './conform/conform.js';
export { DecodeError } from './conform/decode-error.js';
export { duplicateFields } from './conform/duplicate-fields.js';
export { JsonSyntaxError } from './json/json-syntax-error.js';
export { type JsonDocument, type JsonNotes, parseJson } from './json/parse-json.js';
export { quote } from './json/quote.js';
export { serialize } from './json/serialize.js';
export {
  type CustomModel,
  customResourceOperations,
} from './openapi/custom-resource-operations.js';
export { implicitDefault } from './openapi/definition.js';
export type { Describe, DescribeParameter } from './openapi/describe.js';
export type { ApiOperation } from './openapi/operation.js';
export { openApiV2Document, writeV2Paths } from './openapi/v2-document.js';
export {
  type OpenApiOptions,
  openApiV3Document,
  openApiV3Index,
  openApiV3Paths,
  writeV3Document,
} from './openapi/v3-document.js';
export { type DecodedObject, decodeProtobuf, isProtobuf } from './protobuf/decode-protobuf.js';
export { encodeProtobuf, encodeWatchEvent } from './protobuf/encode-protobuf.js';
export { ProtobufError } from './protobuf/wire-reader.js';
export * from './quantity/index.js';
export * from './resource-info.js';
export * from './resource-table.js';
export * from './schema.js';
export { schemaOf, schemeGroupVersions, typeNames } from './type-table.js';
