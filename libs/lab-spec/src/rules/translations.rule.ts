import { isKnownLanguage } from '../language.js';
import { translatedPath } from '../locale.js';
import { fieldsOf } from '../outline.js';
import { defaultLanguage, languageTag } from '../schema/locale.schema.js';
import {
  findTranslatables,
  findTranslationFiles,
  type Translatable,
  textFiles,
} from '../translatables.js';
import type { RuleContext } from './rule.js';

/** What is translated is there to be translated, and into a language; what is not is said. */
export function translations(context: RuleContext): void {
  const { data } = context.source;
  const own = fieldsOf(fieldsOf(data)['metadata'])['language'] ?? defaultLanguage;
  const parts = findTranslatables(data);
  const languages = new Set<string>();
  for (const part of parts) {
    for (const tag of Object.keys(part.locale)) {
      if (tag === own) ownLanguage(context, part, tag);
      else if (languageTag().safeParse(tag).success) languages.add(tag);
      nothingToTranslate(context, part, tag);
    }
  }
  for (const tag of languagesOfFiles(context, own)) languages.add(tag);
  for (const language of [...languages].sort()) {
    knownLanguage(context, language);
    for (const part of parts) missingTexts(context, part, language);
    for (const file of textFiles(data)) missingFile(context, file, language);
  }
}

function ownLanguage({ errorAt, source }: RuleContext, { path, what }: Translatable, tag: string) {
  errorAt(
    source.keyPosition([...path, 'locale'], tag),
    `"${tag}" is the language of the lab itself`,
    `write the texts of ${what} into its own fields, or correct metadata.language`,
  );
}

function nothingToTranslate(context: RuleContext, part: Translatable, tag: string): void {
  for (const field of Object.keys(fieldsOf(part.locale[tag]))) {
    if (!part.fields.includes(field) || part.value[field] !== undefined) continue;
    context.errorAt(
      context.source.keyPosition([...part.path, 'locale', tag], field),
      `${part.what} has no \`${field}\` that this could translate`,
      `write \`${field}\` beside \`locale\` first, in the language of the lab`,
    );
  }
}

/** Those that files are in, by their names. */
function languagesOfFiles(context: RuleContext, own: unknown): string[] {
  return findTranslationFiles(context.source.data, context.files).flatMap((translation) => {
    const { file, original, tag } = translation;
    const at = { file, line: 1, column: 1 };
    const read = languageTag().safeParse(tag);
    if (!read.success) {
      const next = `${read.error.issues[0]?.message ?? 'rename the file'}, as in ${translatedPath(original, 'de')}`;
      context.errorAt(at, `"${tag}" in the name of the file is no language`, next);
      return [];
    }
    if (tag === own) {
      const next = `write it into ${original}, or correct metadata.language`;
      context.errorAt(at, `"${tag}" is the language of the lab itself`, next);
      return [];
    }
    if (!context.files.has(original)) {
      context.errorAt(at, `there is no ${original} that this could translate`, 'write that first');
    }
    return [tag];
  });
}

/** Country codes that are taken for languages. */
const meant: Readonly<Record<string, string>> = {
  cn: 'zh',
  cz: 'cs',
  dk: 'da',
  gr: 'el',
  jp: 'ja',
  ua: 'uk',
};

function knownLanguage(context: RuleContext, language: string): void {
  if (isKnownLanguage(language)) return;
  const part = findTranslatables(context.source.data).find(({ locale }) => language in locale);
  const at = part && context.source.keyPosition([...part.path, 'locale'], language);
  const likely = meant[language];
  context.warningAt(
    at ?? context.source.position(['metadata']),
    `no language is known by the tag "${language}"`,
    likely === undefined ? 'look it up: it is a BCP 47 tag' : `did you mean "${likely}"?`,
  );
}

function missingTexts(context: RuleContext, part: Translatable, language: string): void {
  const texts = fieldsOf(part.locale[language]);
  const missing = part.fields.filter(
    (field) => part.value[field] !== undefined && texts[field] === undefined,
  );
  if (missing.length === 0) return;
  const listed = missing.map((field) => `\`${field}\``).join(', ');
  context.warningAt(
    context.source.position(part.path),
    `${part.what} is not all there in "${language}"`,
    `add ${listed} to its locale.${language}; until then it is shown as it is`,
  );
}

function missingFile(context: RuleContext, file: string, language: string): void {
  const translated = translatedPath(file, language);
  if (!context.files.has(file) || context.files.has(translated)) return;
  context.warningAt(
    { file, line: 1, column: 1 },
    `${file} is not there in "${language}"`,
    `write ${translated}; until then it is shown as it is`,
  );
}
