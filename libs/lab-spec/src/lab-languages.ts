import { type Locale, translatedPath } from './locale.js';
import { findTranslatables, findTranslationFiles } from './translatables.js';

type Files = ReadonlyMap<string, string>;

/** Every language a lab has something in, its own first. */
export function labLanguages(document: LabInLanguages, files: Files): readonly string[] {
  const { language } = document.metadata;
  const ofTexts = findTranslatables(document).flatMap(({ locale }) => Object.keys(locale));
  const ofFiles = findTranslationFiles(document, files).map(({ tag }) => tag);
  const others = new Set([...ofTexts, ...ofFiles]);
  others.delete(language);
  return [language, ...[...others].sort()];
}
interface LabInLanguages {
  readonly metadata: { readonly language: string };
}

/** The translations of a thing, with those that are files. */
export function withFile<F extends string, G extends string>(
  locale: Locale<F> | undefined,
  field: G,
  path: string,
  { files, languages }: { files: Files; languages: readonly string[] },
): Locale<F | G> {
  const texts = languages.map((language) => {
    const text = files.get(translatedPath(path, language));
    return [language, { ...locale?.[language], ...(text !== undefined && { [field]: text }) }];
  });
  return Object.fromEntries(texts);
}
