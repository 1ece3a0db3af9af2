/** What a thing says in other languages: BCP 47 tag → field → text. */
export type Locale<F extends string> = Readonly<
  Record<string, { readonly [K in F]?: string | undefined }>
>;

/** The texts that learners read, by what they belong to: all of these can be translated. */
export const translatableFields = {
  lab: ['title', 'description', 'intro'],
  track: ['title', 'description'],
  task: ['title', 'body'],
  hint: ['text'],
  check: ['name', 'explain', 'hint'],
  answer: ['question'],
  option: ['text', 'feedback'],
  feedback: ['text'],
} as const;

/** A thing with texts, and what they are in other languages. */
export type HasLocale<F extends string> = { readonly [K in F]?: unknown } & {
  readonly locale?: Locale<F> | undefined;
};

/** The thing with its texts in a language; a text that has no translation stays as it is. */
export function inLanguage<F extends string, T extends HasLocale<F>>(
  thing: T,
  fields: readonly F[],
  language: string,
): T {
  const texts = thing.locale?.[language];
  if (texts === undefined) return thing;
  const translated = fields.flatMap((field) =>
    texts[field] === undefined ? [] : [[field, texts[field]]],
  );
  return { ...thing, ...Object.fromEntries(translated) };
}

/** The texts of a thing that stay as they are in this language. */
export function untranslatedFields<F extends string>(
  thing: HasLocale<F>,
  fields: readonly F[],
  language: string,
): F[] {
  return fields.filter(
    (field) => thing[field] !== undefined && thing.locale?.[language]?.[field] === undefined,
  );
}

/** Where a Markdown file has its translation: `tasks/a.md` in `tasks/a.de.md`. */
export function translatedPath(path: string, language: string): string {
  return path.replace(/(\.[^./]*)?$/, (suffix) => `.${language}${suffix}`);
}

/** The tag in the name of a file that translates another; undefined where it does not. */
export function translationTag(file: string, original: string): string | undefined {
  const [, stem = '', suffix = ''] = /^(.*?)(\.[^./]*)?$/.exec(original) ?? [];
  if (!file.startsWith(`${stem}.`) || !file.endsWith(suffix)) return undefined;
  const tag = file.slice(stem.length + 1, file.length - suffix.length);
  return /^[A-Za-z0-9_-]+$/.test(tag) ? tag : undefined;
}
