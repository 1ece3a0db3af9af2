import { type Lab, translatableFields } from '@drillyard/lab-spec';
import type { LabHeading } from './lab.dto.js';
import { namesUntranslated } from './untranslated.js';

/** @param lab in the language. */
export function toLabHeading(lab: Lab, language: string): LabHeading {
  const { name, title, track, difficulty, minutes, timeLimitMinutes, languages } = lab;
  return {
    ...{ name, title, track, difficulty, minutes, timeLimitMinutes, language },
    languages: [...languages],
    ...namesUntranslated(lab, translatableFields.lab, { lab, language }),
  };
}
