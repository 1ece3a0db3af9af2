import { z } from 'zod';
import { checkKinds } from './schema/check.schema.js';
import { labSchema } from './schema/lab.schema.js';
import { stepKinds, stepSchema } from './schema/step.schema.js';

/** The lab format as JSON Schema (draft 2020-12). */
export function labJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(labSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const mistake = patternMistake(zodSchema);
      if (mistake !== undefined) Object.assign(jsonSchema, { patternErrorMessage: mistake });
      if (!(zodSchema instanceof z.ZodObject)) return;
      const { shape } = zodSchema;
      if (checkKinds.every((kind) => kind in shape) && 'name' in shape) {
        jsonSchema.oneOf = exactlyOne(checkKinds, 'a check asks something');
      }
      if (sameKeys(shape, stepSchema.shape)) {
        jsonSchema.oneOf = exactlyOne(stepKinds, 'a step does something');
      }
    },
  });
  return { ...schema, title: 'Drillyard lab' };
}

/** `errorMessage` and `patternErrorMessage` are what language servers show in place of their own words. */
function exactlyOne(fields: readonly string[], why: string) {
  const errorMessage = `${why}: add one of ${fields.join(', ')}`;
  return fields.map((field) => ({ required: [field], errorMessage }));
}

function sameKeys(a: object, b: object): boolean {
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}

/** Texts that no pattern of the format accepts: one of them draws the message out of any. */
const unacceptable = ['', '\u0000', '../ ~'];

/** What our own validation says of a text of another form. */
function patternMistake(schema: z.core.$ZodType): string | undefined {
  if (!(schema instanceof z.ZodString)) return undefined;
  const issues = unacceptable.flatMap((text) => schema.safeParse(text).error?.issues ?? []);
  const mistake = issues.find(
    (issue) => issue.code === 'invalid_format' && issue.format === 'regex',
  );
  return mistake?.message.startsWith('Invalid ') ? undefined : mistake?.message;
}
