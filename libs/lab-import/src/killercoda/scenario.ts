import { z } from 'zod';

/**
 * `index.json` of a Killercoda scenario, as its authors write it: fields are often missing or empty, and
 * others are added. What is not named here is reported, not refused.
 * Source: the platform's public creators' documentation and published scenario collections.
 */
const script = z.string().optional();
const page = z.looseObject({
  title: z.string().optional(),
  text: z.string().optional(),
  foreground: script,
  background: script,
  verify: script,
  code: script,
});
export const scenarioSchema = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  difficulty: z.string().optional(),
  time: z.union([z.string(), z.number()]).optional(),
  details: z
    .looseObject({
      intro: page.optional(),
      steps: z.array(page).max(100).optional(),
      finish: page.optional(),
      assets: z
        .record(
          z.string(),
          z.array(
            z.looseObject({
              file: z.string(),
              target: z.string().optional(),
              chmod: z.string().optional(),
            }),
          ),
        )
        .optional(),
    })
    .optional(),
  backend: z.looseObject({ imageid: z.string().optional() }).optional(),
  interface: z.looseObject({ layout: z.string().optional() }).optional(),
});
export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioPage = z.infer<typeof page>;

/** Fields we know; others are named in the report. */
export const knownFields = {
  scenario: ['title', 'description', 'difficulty', 'time', 'details', 'backend', 'interface'],
  details: ['intro', 'steps', 'finish', 'assets'],
  page: ['title', 'text', 'foreground', 'background', 'verify', 'code'],
} as const;
