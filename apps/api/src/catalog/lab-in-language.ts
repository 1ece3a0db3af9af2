import { chooseLanguage, type Lab, translateLab } from '@drillyard/lab-spec';
import type { Learner } from '../auth/learner.js';

/** The lab in the language that suits the reader best of those it has, and which that is. */
export function labInLanguage(
  lab: Lab,
  { languages = [] }: Pick<Learner, 'languages'>,
): { lab: Lab; language: string } {
  const language = chooseLanguage(lab.languages, languages);
  return { lab: translateLab(lab, language), language };
}
