import { z } from 'zod';
import { checkKinds } from './schema/check.schema.js';
import { labSchema } from './schema/lab.schema.js';

/** The lab format as JSON Schema (draft 2020-12), for editors. */
export function labJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(labSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (!(zodSchema instanceof z.ZodObject)) return;
      const { shape } = zodSchema;
      if (checkKinds.every((kind) => kind in shape) && 'name' in shape) {
        jsonSchema.oneOf = checkKinds.map((kind) => ({ required: [kind] }));
      }
    },
  });
  return { ...schema, title: 'Drillyard lab' };
}
