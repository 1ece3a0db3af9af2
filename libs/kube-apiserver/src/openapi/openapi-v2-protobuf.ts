import { ProtobufWriter } from './protobuf-writer.js';

/** Part of an OpenAPI document: whatever JSON stands there. */
type Json = unknown;

/** How one JSON value is written under a field number. */
type WriteField = (writer: ProtobufWriter, field: number, value: Json) => void;

/** JSON keys of one message with their field numbers; keys of vendors go under `vendor`. */
interface Message {
  readonly fields: Readonly<Record<string, readonly [field: number, write: WriteField]>>;
  readonly vendor?: number;
}

/**
 * An OpenAPI v2 document in protobuf, which is the only form of it kubectl reads. The messages are
 * those of gnostic's `openapiv2/OpenAPIv2.proto`, as far as a Kubernetes document uses them.
 */
export function encodeOpenApiV2(document: object): Buffer {
  return encode(documentMessage, document).finish();
}

const text: WriteField = (writer, field, value) => writer.string(field, String(value));
const flag: WriteField = (writer, field, value) => writer.bool(field, value === true);
const double: WriteField = (writer, field, value) => writer.double(field, Number(value));
const integer: WriteField = (writer, field, value) => writer.integer(field, Number(value));
const texts: WriteField = (writer, field, value) => {
  for (const item of listOf(value)) text(writer, field, item);
};
/** `Any`: free JSON as the YAML it is. */
const any: WriteField = (writer, field, value) => {
  const message = new ProtobufWriter();
  message.string(2, JSON.stringify(value));
  writer.message(field, message);
};
const anys: WriteField = (writer, field, value) => {
  for (const item of listOf(value)) any(writer, field, item);
};
const one =
  (message: () => Message): WriteField =>
  (writer, field, value) =>
    writer.message(field, encode(message(), value));
const many =
  (write: WriteField): WriteField =>
  (writer, field, value) => {
    for (const item of listOf(value)) write(writer, field, item);
  };
/** A message that holds the value in one of its fields. */
const inside =
  (inner: number, write: WriteField): WriteField =>
  (writer, field, value) => {
    const message = new ProtobufWriter();
    write(message, inner, value);
    writer.message(field, message);
  };
/** The entries of a map, each a message of its name (1) and its value (2). */
const named =
  (write: WriteField): WriteField =>
  (writer, field, value) => {
    for (const [name, item] of Object.entries(objectOf(value))) {
      const message = new ProtobufWriter();
      message.string(1, name);
      write(message, 2, item);
      writer.message(field, message);
    }
  };

function encode({ fields, vendor }: Message, value: Json): ProtobufWriter {
  const writer = new ProtobufWriter();
  const extensions: Record<string, Json> = {};
  for (const [key, item] of Object.entries(objectOf(value))) {
    const known = fields[key];
    if (known !== undefined) known[1](writer, known[0], item);
    else if (vendor !== undefined && key.startsWith('x-')) extensions[key] = item;
    else throw new Error(`OpenAPI v2 in protobuf: no field for ${key}`);
  }
  if (vendor !== undefined) named(any)(writer, vendor, extensions);
  return writer;
}

/** A schema (1) or true or false (2). */
const schemaOrFlag: WriteField = (writer, field, value) => {
  const write = typeof value === 'boolean' ? inside(2, flag) : inside(1, schema);
  write(writer, field, value);
};
const externalDocsMessage: Message = { fields: { description: [1, text], url: [2, text] } };

const schemaMessage: Message = {
  fields: {
    $ref: [1, text],
    format: [2, text],
    title: [3, text],
    description: [4, text],
    default: [5, any],
    multipleOf: [6, double],
    maximum: [7, double],
    exclusiveMaximum: [8, flag],
    minimum: [9, double],
    exclusiveMinimum: [10, flag],
    maxLength: [11, integer],
    minLength: [12, integer],
    pattern: [13, text],
    maxItems: [14, integer],
    minItems: [15, integer],
    uniqueItems: [16, flag],
    maxProperties: [17, integer],
    minProperties: [18, integer],
    required: [19, texts],
    enum: [20, anys],
    additionalProperties: [21, schemaOrFlag],
    type: [22, inside(1, text)],
    items: [
      23,
      inside(
        1,
        one(() => schemaMessage),
      ),
    ],
    allOf: [24, many(one(() => schemaMessage))],
    properties: [25, inside(1, named(one(() => schemaMessage)))],
    readOnly: [27, flag],
    externalDocs: [29, one(() => externalDocsMessage)],
    example: [30, any],
  },
  vendor: 31,
};
const schema = one(() => schemaMessage);

const bodyParameter: Message = {
  fields: {
    description: [1, text],
    name: [2, text],
    in: [3, text],
    required: [4, flag],
    schema: [5, schema],
  },
  vendor: 6,
};
const queryParameter: Message = {
  fields: {
    required: [1, flag],
    in: [2, text],
    description: [3, text],
    name: [4, text],
    type: [6, text],
    format: [7, text],
    uniqueItems: [20, flag],
  },
  vendor: 23,
};
const pathParameter: Message = {
  fields: {
    required: [1, flag],
    in: [2, text],
    description: [3, text],
    name: [4, text],
    type: [5, text],
    format: [6, text],
    uniqueItems: [19, flag],
  },
  vendor: 22,
};
/** `ParametersItem` > `Parameter` > by where it is sent. */
const parameter: WriteField = (writer, field, value) => {
  const where = objectOf(value)['in'];
  const write =
    where === 'body'
      ? inside(
          1,
          one(() => bodyParameter),
        )
      : inside(
          2,
          where === 'path'
            ? inside(
                4,
                one(() => pathParameter),
              )
            : inside(
                3,
                one(() => queryParameter),
              ),
        );
  inside(1, write)(writer, field, value);
};

const responseMessage: Message = {
  fields: { description: [1, text], schema: [2, inside(1, schema)] },
  vendor: 5,
};
const operationMessage: Message = {
  fields: {
    tags: [1, texts],
    summary: [2, text],
    description: [3, text],
    operationId: [5, text],
    produces: [6, texts],
    consumes: [7, texts],
    parameters: [8, many(parameter)],
    responses: [
      9,
      inside(
        1,
        named(
          inside(
            1,
            one(() => responseMessage),
          ),
        ),
      ),
    ],
    schemes: [10, texts],
    deprecated: [11, flag],
  },
  vendor: 13,
};
const operation = one(() => operationMessage);
const pathMessage: Message = {
  fields: {
    get: [2, operation],
    put: [3, operation],
    post: [4, operation],
    delete: [5, operation],
    options: [6, operation],
    head: [7, operation],
    patch: [8, operation],
    parameters: [9, many(parameter)],
  },
  vendor: 10,
};
const infoMessage: Message = { fields: { title: [1, text], version: [2, text] }, vendor: 7 };
const apiKeyMessage: Message = {
  fields: { type: [1, text], name: [2, text], in: [3, text], description: [4, text] },
  vendor: 5,
};
const documentMessage: Message = {
  fields: {
    swagger: [1, text],
    info: [2, one(() => infoMessage)],
    paths: [8, inside(2, named(one(() => pathMessage)))],
    definitions: [9, inside(1, named(schema))],
    security: [12, many(inside(1, named(inside(1, texts))))],
    securityDefinitions: [
      13,
      inside(
        1,
        named(
          inside(
            2,
            one(() => apiKeyMessage),
          ),
        ),
      ),
    ],
  },
  vendor: 16,
};

function objectOf(value: Json): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, Json>) : {};
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
