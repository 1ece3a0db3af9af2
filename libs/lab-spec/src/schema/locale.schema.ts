import { z } from 'zod';
import { canonicalLanguage, languageTagPattern } from '../language.js';

/** Of labs and tracks that do not say. */
export const defaultLanguage = 'en';

/** A BCP 47 tag in its canonical form. */
export const languageTag = () =>
  z
    .string()
    .max(35)
    .regex(languageTagPattern, {
      error: 'a language is a BCP 47 tag such as "de" or "pt-BR"',
    })
    .refine((tag) => !languageTagPattern.test(tag) || canonicalLanguage(tag) === tag, {
      error: ({ input }) => {
        const canonical = canonicalLanguage(String(input));
        return canonical === undefined
          ? 'a language is a BCP 47 tag such as "de" or "pt-BR"'
          : `write it as BCP 47 does: "${canonical}"`;
      },
    });

/** Translations of the texts beside it. */
export function localeOf<T extends z.ZodRawShape>(texts: T) {
  const names = Object.keys(texts).map((name) => `\`${name}\``);
  return z
    .record(languageTag(), z.strictObject(texts).partial())
    .optional()
    .describe(`${names.join(', ')} in other languages, by BCP 47 tag: \`de: { … }\`.`);
}
