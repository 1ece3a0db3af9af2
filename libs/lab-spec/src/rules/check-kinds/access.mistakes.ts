import { type Fields, fieldsOf, items } from '../../outline.js';
import type { CheckMistake } from '../rule.js';
import { atLeastOne, type CheckMistakes, exactlyOne } from './check-mistakes.js';

const subjects = ['user', 'group', 'serviceAccount'];

export const accessMistakes: CheckMistakes = (spec) => {
  const who = exactlyOne(spec, ['as', 'nobodyBut'], 'whom the access check is about');
  if (who.length > 0) return who;
  return spec['as'] === undefined ? nobodyButMistakes(spec) : subjectMistakes(spec);
};

function subjectMistakes(spec: Fields): CheckMistake[] {
  const asksVerbs = spec['can'] !== undefined || spec['cannot'] !== undefined;
  return [
    ...exactlyOne(fieldsOf(spec['as']), subjects, 'the subject of the access check').map(
      within('as'),
    ),
    ...atLeastOne(spec, ['can', 'cannot', 'exactly', 'atMost'], 'access'),
    ...(asksVerbs ? about(spec, '`can` and `cannot` are') : []),
    ...['exactly', 'atMost'].flatMap((field) =>
      items(spec[field]).flatMap((rule, index) =>
        exactlyOne(fieldsOf(rule), ['resources', 'nonResourceURLs'], 'what the rule is about').map(
          within(field, index),
        ),
      ),
    ),
  ];
}

function nobodyButMistakes(spec: Fields): CheckMistake[] {
  return [
    ...items(spec['nobodyBut']).flatMap((subject, index) =>
      exactlyOne(fieldsOf(subject), subjects, 'who may').map(within('nobodyBut', index)),
    ),
    ...atLeastOne(spec, ['can'], 'access'),
    ...(spec['can'] === undefined ? [] : about(spec, '`can` is')),
    ...['cannot', 'exactly', 'atMost']
      .filter((field) => spec[field] !== undefined)
      .map((field) => ({
        path: [field],
        message: `\`${field}\` is asked about somebody, and \`nobodyBut\` is about all others`,
        next: 'make it a check of its own, with `as`',
      })),
  ];
}

function about(spec: Fields, what: string): CheckMistake[] {
  return exactlyOne(spec, ['resource', 'nonResourceURL'], `what ${what} about`);
}

function within(...prefix: (string | number)[]): (mistake: CheckMistake) => CheckMistake {
  return (mistake) => ({ ...mistake, path: [...prefix, ...mistake.path] });
}
