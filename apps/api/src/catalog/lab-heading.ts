import { chooseLanguage, type Lab, translatableFields, translateLab } from '@drillyard/lab-spec';
import type { LabHeading } from './lab.dto.js';
import { namesUntranslated } from './untranslated.js';

/** The lab in the language that suits the reader best of those it has. */
export function labFor({ languages }: Reader, lab: Lab): { lab: Lab; language: string } {
  const language = chooseLanguage(lab.languages, languages ?? []);
  return { lab: translateLab(lab, language), language };
}
interface Reader {
  readonly languages?: readonly string[] | undefined;
}

/** @param lab in the language. */
export function toLabHeading(lab: Lab, language: string): LabHeading {
  const { name, title, track, difficulty, minutes, timeLimitMinutes, languages } = lab;
  return {
    ...{ name, title, track, difficulty, minutes, timeLimitMinutes, language },
    languages: [...languages],
    ...namesUntranslated(lab, translatableFields.lab, { lab, language }),
  };
}
