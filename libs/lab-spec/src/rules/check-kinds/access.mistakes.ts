import { fieldsOf, items } from '../../outline.js';
import { atLeastOne, type CheckMistakes, exactlyOne } from './check-mistakes.js';

const subjects = ['user', 'group', 'serviceAccount'];

export const accessMistakes: CheckMistakes = (spec) => {
  const subject = exactlyOne(fieldsOf(spec['as']), subjects, 'the subject of the access check');
  const asksVerbs = spec['can'] !== undefined || spec['cannot'] !== undefined;
  return [
    ...subject.map((mistake) => ({ ...mistake, path: ['as', ...mistake.path] })),
    ...atLeastOne(spec, ['can', 'cannot', 'exactly'], 'access'),
    ...(asksVerbs
      ? exactlyOne(spec, ['resource', 'nonResourceURL'], 'what `can` and `cannot` are about')
      : []),
    ...items(spec['exactly']).flatMap((rule, index) =>
      exactlyOne(fieldsOf(rule), ['resources', 'nonResourceURLs'], 'what the rule is about').map(
        (mistake) => ({ ...mistake, path: ['exactly', index, ...mistake.path] }),
      ),
    ),
  ];
};
