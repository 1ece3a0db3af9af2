import { didYouMean } from '../did-you-mean.js';
import type { Position } from '../problem.js';
import { findTemplates } from '../template.js';
import { renderedFiles } from './files.rule.js';
import { positionOf, type RuleContext } from './rule.js';

const templatesTakeParams =
  'a template is {{ params.name }}; put a backslash before {{ to keep the braces';

/** Every template names a param, and every param is used. */
export function templates(context: RuleContext): void {
  const params = context.outline.params.map(({ value }) => value);
  const used = new Set<string>();
  const inspect = (text: string, positionAt: (offset: number) => Position) => {
    for (const use of findTemplates(text)) {
      if (use.param === undefined) {
        context.errorAt(
          positionAt(use.offset),
          `the template ${use.text} is not understood`,
          templatesTakeParams,
        );
      } else if (!params.includes(use.param)) {
        const next = params.length === 0 ? 'add it to spec.params' : didYouMean(use.param, params);
        context.errorAt(positionAt(use.offset), `the template ${use.text} names no param`, next);
      }
      if (use.param !== undefined) used.add(use.param);
    }
  };
  for (const { path, value } of context.outline.texts)
    inspect(value, () => context.source.position(path));
  for (const [file, text] of renderedFiles(context))
    inspect(text, (offset) => positionOf(file, text, offset));
  for (const name of params) {
    if (used.has(name)) continue;
    context.errorAt(
      context.source.keyPosition(['spec', 'params'], name),
      `the param "${name}" is never used`,
      `use it as {{ params.${name} }}, or remove it`,
    );
  }
}
