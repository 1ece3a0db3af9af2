import { z } from 'zod';
import { labLimits } from '../limits.js';
import { line, oneOrMany } from './text.schema.js';

const texts = () => oneOrMany(z.string().min(1).max(labLimits.textLength), 20);
const expressions = () => oneOrMany(z.string().min(1).max(labLimits.expressionLength), 20);

const saidSchema = z.strictObject({
  equals: z
    .string()
    .max(labLimits.textLength)
    .optional()
    .describe('Just this; space at either end is not compared.'),
  contains: texts().optional().describe('Every one of these texts is in it.'),
  lacks: texts().optional().describe('None of these texts is in it.'),
  matches: expressions()
    .optional()
    .describe('Every one of these regular expressions (RE2, multi-line) is found in it.'),
});
export type SaidExpectation = z.infer<typeof saidSchema>;

export const execSchema = z
  .strictObject({
    namespace: line().describe('Of the pod.'),
    pod: line().optional().describe('A pod by its name.'),
    selector: z
      .union([line(), z.record(z.string(), z.string())])
      .optional()
      .describe('In place of `pod`: every pod with these labels; there must be one.'),
    container: line().optional().describe('Without it: the only one of the pod.'),
    command: z
      .array(z.string().min(1).max(labLimits.textLength))
      .min(1)
      .max(50)
      .describe('The program and its arguments; no shell reads it but one you name.'),
    exitCode: z
      .union([z.int().min(0).max(255), z.literal('nonzero')])
      .default(0)
      .describe('`nonzero`: the command must fail.'),
    stdout: saidSchema.optional().describe('What it writes.'),
    stderr: saidSchema.optional().describe('What it complains of.'),
    where: expressions().optional().describe('CEL over `exitCode`, `stdout` and `stderr`.'),
    timeoutSeconds: z
      .int()
      .min(1)
      .max(10)
      .default(5)
      .describe('It is stopped when it takes longer; it runs every few seconds.'),
  })
  .describe('What a container says: a command run in it, as `kubectl exec` does.');
export type ExecSpec = z.infer<typeof execSchema>;
