import { type HasLocale, type Lab, untranslatedFields } from '@drillyard/lab-spec';

/** The lab a text belongs to, and the language it is shown in. */
export interface ShownIn {
  readonly lab: Pick<Lab, 'language'>;
  readonly language: string;
}

/** Which texts of a thing are in the lab's own language, where that is not the one it is shown in. */
export function namesUntranslated<F extends string>(
  thing: HasLocale<NoInfer<F>>,
  fields: readonly F[],
  { lab, language }: ShownIn,
): { untranslated?: string[] } {
  if (language === lab.language) return {};
  const untranslated = untranslatedFields(thing, fields, language);
  return untranslated.length > 0 ? { untranslated } : {};
}
