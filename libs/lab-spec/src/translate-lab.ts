import type { Check, Lab, Task } from './lab.js';
import { translatableFields as fields, inLanguage } from './locale.js';
import type { AnswerSpec } from './schema/answer.schema.js';

/**
 * The lab with its texts in another of its languages; what is not translated stays as it is. The
 * keys of checks, what they ask and how they are scored are the same in every language.
 */
export function translateLab(lab: Lab, language: string): Lab {
  if (language === lab.language) return lab;
  const tasks = lab.tasks.map((task) => translateTask(task, language));
  return { ...inLanguage(lab, fields.lab, language), tasks };
}

function translateTask(task: Task, language: string): Task {
  return {
    ...inLanguage(task, fields.task, language),
    hints: task.hints.map((hint) => inLanguage(hint, fields.hint, language)),
    checks: task.checks.map((check) => translateCheck(check, language)),
  };
}

function translateCheck(check: Check, language: string): Check {
  const translated = inLanguage(check, fields.check, language);
  if (translated.kind !== 'answer') return translated;
  return { ...translated, spec: translateAnswer(translated.spec, language) };
}

function translateAnswer(spec: AnswerSpec, language: string): AnswerSpec {
  const options = (of: AnswerSpec['choice']) =>
    of && { options: of.options.map((option) => inLanguage(option, fields.option, language)) };
  const { text, number } = spec;
  const feedback = text?.feedback?.map((one) => inLanguage(one, fields.feedback, language));
  const ofNumber = number?.feedback?.map((one) => inLanguage(one, fields.feedback, language));
  return {
    ...inLanguage(spec, fields.answer, language),
    choice: options(spec.choice),
    choices: options(spec.choices),
    text: text && { ...text, feedback },
    number: number && { ...number, feedback: ofNumber },
  };
}
