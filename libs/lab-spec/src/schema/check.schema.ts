import { z } from 'zod';
import { accessSchema } from './access.schema.js';
import { admissionSchema } from './admission.schema.js';
import { answerSchema } from './answer.schema.js';
import { apiserverSchema } from './apiserver.schema.js';
import { authorizerSchema } from './authorizer.schema.js';
import { certificateSchema } from './certificate.schema.js';
import { connectivitySchema } from './connectivity.schema.js';
import { csrSchema } from './csr.schema.js';
import { execSchema } from './exec.schema.js';
import { fileSchema } from './file.schema.js';
import { kubeconfigSchema } from './kubeconfig.schema.js';
import { localeOf } from './locale.schema.js';
import { podSecuritySchema } from './pod-security.schema.js';
import { resourceSchema } from './resource.schema.js';
import { scriptSchema } from './script.schema.js';
import { line, paragraph } from './text.schema.js';
import { tokenSchema } from './token.schema.js';

/** The kinds of checks: one line here, one schema file, and one evaluator in `@drillyard/grading`. */
export const checkKindSchemas = {
  access: accessSchema,
  resource: resourceSchema,
  file: fileSchema,
  answer: answerSchema,
  certificate: certificateSchema,
  csr: csrSchema,
  kubeconfig: kubeconfigSchema,
  token: tokenSchema,
  admission: admissionSchema,
  podSecurity: podSecuritySchema,
  authorizer: authorizerSchema,
  apiserver: apiserverSchema,
  exec: execSchema,
  script: scriptSchema,
  connectivity: connectivitySchema,
} as const;
export type CheckKind = keyof typeof checkKindSchemas;
/** What a check of each kind asks. */
export type CheckSpecs = { [K in CheckKind]: z.infer<(typeof checkKindSchemas)[K]> };
/** Object.keys loses the key type; the object above is closed. */
export const checkKinds = Object.keys(checkKindSchemas) as readonly CheckKind[];

/** What every check has, whatever it asks. */
const checkFields = {
  name: line().describe('What must hold, as a statement. Unique within the task.'),
  points: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe('Without it, an even share of the points of the task.'),
  explain: paragraph().optional().describe('Why this matters; shown with a failure.'),
  hint: paragraph().optional().describe('A nudge, shown with a failure.'),
  docs: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe("Where to read on; without it, upstream's page on what the kind asks."),
  latch: z
    .boolean()
    .default(true)
    .describe('Keep the points once earned; the check still turns red.'),
  untouched: z
    .enum(['fails', 'passes'])
    .default('fails')
    .describe('What the check says before the learner did anything; most must fail.'),
  locale: localeOf({ name: line(), explain: paragraph(), hint: paragraph() }),
};

export const checkSchema = z
  .strictObject({
    ...checkFields,
    ...z.object(checkKindSchemas).partial().shape,
  })
  .describe('One check: `name` and exactly one kind.');
export type CheckDocument = z.infer<typeof checkSchema>;
