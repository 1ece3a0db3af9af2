import { findFences } from '../markdown.js';
import { renderedFiles } from './files.rule.js';
import { positionOf, type RuleContext } from './rule.js';

/** What may stand after the language of a fence: which button the learner gets. */
const actions = ['run', 'copy'];

/** Fences are closed, and ask for a button that exists. */
export function markdown(context: RuleContext): void {
  for (const [file, text] of renderedFiles(context)) {
    if (!file.endsWith('.md')) continue;
    for (const fence of findFences(text)) {
      const at = positionOf(file, text, fence.offset);
      if (!fence.closed)
        context.errorAt(at, 'the code block is never closed', 'end it with a line of ```');
      const [, action] = fence.info;
      if (action !== undefined && !actions.includes(action)) {
        context.errorAt(
          at,
          `a code block cannot "${action}"`,
          'write `run` or `copy` after the language, or nothing',
        );
      }
    }
  }
}
