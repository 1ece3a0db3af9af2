import { z } from 'zod';
import { explainIssue } from './explain-issue.js';
import type { LabProblem } from './problem.js';
import { defaultLanguage, languageTag, localeOf } from './schema/locale.schema.js';
import { line, paragraph } from './schema/text.schema.js';
import { YamlSource } from './yaml-source.js';

const trackSchema = z.strictObject({
  title: line(),
  description: paragraph(),
  /** Of the two texts. */
  language: languageTag().default(defaultLanguage),
  locale: localeOf({ title: line(), description: paragraph() }),
  /** Tracks are shown in this order; those without one come last. */
  order: z.int().min(0).max(1000).optional(),
});

/** A group of labs that belong together: a folder below labs/ with a track.yaml. */
export interface Track extends z.infer<typeof trackSchema> {
  /** The name of the folder. */
  readonly name: string;
}

export const trackFile = 'track.yaml';

export function parseTrack(
  name: string,
  text: string,
): { track: Track | undefined; problems: readonly LabProblem[] } {
  const source = YamlSource.read(trackFile, text);
  if (source.problems.length > 0) return { track: undefined, problems: source.problems };
  const read = trackSchema.safeParse(source.data, { reportInput: true });
  if (read.success) return { track: { name, ...read.data }, problems: [] };
  const fields = Object.keys(trackSchema.shape);
  return {
    track: undefined,
    problems: read.error.issues.flatMap((issue) => explainIssue(issue, source, () => fields)),
  };
}
