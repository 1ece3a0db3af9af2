import { createContext, use } from 'react';

/** In which languages a lab is: shown in one, and what is not translated in its own. */
export interface Languages {
  readonly language: string;
  /** Its own comes first. */
  readonly languages: readonly string[];
}

/** Of the lab whose texts are around. */
export const LanguagesContext = createContext<Languages | undefined>(undefined);

/** A part of a lab, with the names of its texts that nobody translated. */
interface Texts {
  readonly untranslated?: readonly string[] | undefined;
}

/** The language of one text, for its `lang` attribute: what a screen reader reads it in. */
export function textLanguage(languages: Languages, texts: Texts, field: string): string {
  const isTranslated = !texts.untranslated?.includes(field);
  return (isTranslated ? undefined : languages.languages[0]) ?? languages.language;
}

/** {@link textLanguage} of the lab around. */
export function useTextLanguage(): (texts: Texts, field: string) => string | undefined {
  const languages = use(LanguagesContext);
  return (texts, field) => languages && textLanguage(languages, texts, field);
}
