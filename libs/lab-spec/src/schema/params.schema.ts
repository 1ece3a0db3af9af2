import { z } from 'zod';

/**
 * Characters that mean nothing to YAML, Markdown, the shell or CEL, so that a value can be put
 * anywhere by plain substitution.
 */
const paramText = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._@:/-]*[A-Za-z0-9])?$/, {
    error:
      'may hold letters, digits and . _ @ : / - only, and must start and end with a letter or digit',
  });

const oneOf = z
  .strictObject({
    oneOf: z
      .array(z.union([paramText, z.int()]))
      .min(1)
      .max(100)
      .describe('The values to draw from.'),
  })
  .describe('One of the listed values.');

const integer = z
  .strictObject({
    integer: z
      .strictObject({
        min: z.int().describe('The least value.'),
        max: z.int().describe('The greatest value.'),
      })
      .refine(({ min, max }) => min <= max, { error: 'make max at least min' })
      .describe('A whole number between two bounds.'),
  })
  .describe('A whole number, both bounds included.');

const label = z
  .strictObject({
    dnsLabel: z
      .strictObject({
        prefix: z
          .string()
          .max(50)
          .regex(/^([a-z][-a-z0-9]*)?$/, {
            error: 'must be lower case letters, digits and dashes, starting with a letter',
          })
          .describe('What the name begins with: `backup-` gives `backup-x7k2p`.'),
      })
      .describe('A name nobody else has.'),
  })
  .describe('The prefix and five random letters and digits: a name nobody else has.');

export const paramSchema = z
  .union([oneOf, integer, label])
  .describe('How a value is drawn for each learner, stable across resets.');
export type ParamSpec = z.infer<typeof paramSchema>;

export const paramName = z
  .string()
  .max(50)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, {
    error: 'a param is named with letters, digits and _, starting with a letter',
  });
