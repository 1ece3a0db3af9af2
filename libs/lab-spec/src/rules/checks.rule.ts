import { fieldsOf, items } from '../outline.js';
import { answerKinds } from '../schema/answer.schema.js';
import { checkKindSchemas, checkKinds } from '../schema/check.schema.js';
import type { CheckMistake, RuleContext } from './rule.js';

/** What the fields of one check must be together, and what its expressions mean. */
export function checks(context: RuleContext): void {
  for (const check of context.outline.tasks.flatMap((task) => task.checks)) {
    for (const kind of checkKinds) {
      const spec = check.fields[kind];
      if (spec === undefined) continue;
      const read = checkKindSchemas[kind].safeParse(spec);
      const lint = read.success ? (context.options.lintCheck?.(kind, read.data) ?? []) : [];
      for (const { path, message, next } of [...together[kind](fieldsOf(spec)), ...lint]) {
        context.error([...check.path, kind, ...path], message, next);
      }
    }
  }
}

type Together = (spec: ReturnType<typeof fieldsOf>) => CheckMistake[];

const together: Record<(typeof checkKinds)[number], Together> = {
  access(spec) {
    const mistakes: CheckMistake[] = [];
    const subject = fieldsOf(spec['as']);
    const named = ['user', 'group', 'serviceAccount'].filter((key) => subject[key] !== undefined);
    if (named.length !== 1)
      mistakes.push({
        path: ['as'],
        message: 'the access check is not about one subject',
        next: 'give one of `user`, `group`, `serviceAccount`',
      });
    if (['can', 'cannot', 'exactly'].every((key) => spec[key] === undefined)) {
      mistakes.push({
        path: [],
        message: 'the access check asks nothing',
        next: 'add `can`, `cannot` or `exactly`',
      });
    }
    const asksVerbs = spec['can'] !== undefined || spec['cannot'] !== undefined;
    const objects = ['resource', 'nonResourceURL'].filter((key) => spec[key] !== undefined);
    if (asksVerbs && objects.length !== 1) {
      mistakes.push({
        path: [],
        message: '`can` and `cannot` are about one thing',
        next: 'give either `resource` or `nonResourceURL`',
      });
    }
    return mistakes;
  },
  resource(spec) {
    if (spec['absent'] === undefined) return [];
    const other = ['exists', 'count'].find((key) => spec[key] !== undefined);
    return other === undefined
      ? []
      : [
          {
            path: [other],
            message: `\`absent\` and \`${other}\` contradict each other`,
            next: 'keep one of them',
          },
        ];
  },
  file(spec) {
    if (spec['absent'] === undefined) return [];
    const other = Object.keys(spec).find((key) => !['on', 'path', 'absent'].includes(key));
    return other === undefined
      ? []
      : [
          {
            path: [other],
            message: `a file that is absent cannot be asked for \`${other}\``,
            next: 'remove one of the two',
          },
        ];
  },
  answer(spec) {
    const given = answerKinds.filter((kind) => spec[kind] !== undefined);
    if (given.length !== 1) {
      return [
        {
          path: [],
          message: `the answer is of ${given.length} kinds`,
          next: `give exactly one of ${answerKinds.join(', ')}`,
        },
      ];
    }
    const text = fieldsOf(spec['text']);
    if (
      spec['text'] !== undefined &&
      text['equals'] === undefined &&
      text['matches'] === undefined
    ) {
      return [
        {
          path: ['text'],
          message: 'the text answer accepts nothing',
          next: 'add `equals` or `matches`',
        },
      ];
    }
    return [...optionMistakes(spec, 'choice'), ...optionMistakes(spec, 'choices')];
  },
};

function optionMistakes(
  spec: ReturnType<typeof fieldsOf>,
  kind: 'choice' | 'choices',
): CheckMistake[] {
  if (spec[kind] === undefined) return [];
  const options = items(fieldsOf(spec[kind])['options']).map(fieldsOf);
  const path = [kind, 'options'];
  const mistakes: CheckMistake[] = [];
  const correct = options.filter((option) => option['correct'] === true).length;
  if (kind === 'choice' && correct !== 1) {
    mistakes.push({
      path,
      message: `${correct} options are correct`,
      next: 'mark exactly one with `correct: true`, or use `choices`',
    });
  }
  if (kind === 'choices' && correct === 0) {
    mistakes.push({
      path,
      message: 'no option is correct',
      next: 'mark those that are with `correct: true`',
    });
  }
  const ids = options.map((option) => option['id']);
  ids.forEach((id, index) => {
    if (id !== undefined && ids.indexOf(id) !== index) {
      mistakes.push({
        path: [...path, index, 'id'],
        message: `the option id "${id}" is used twice`,
        next: 'give each its own',
      });
    }
  });
  return mistakes;
}
