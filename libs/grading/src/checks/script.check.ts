/**
 * `script`: the last resort, where no other kind can ask the question: a script of the author's, run
 * in the learner's own workspace or on the node, holds when it ends with status 0.
 *
 * It runs where the learner is master, so a learner can make it say anything; and it explains only what
 * its last line says. The page marks it as opaque.
 */
import type { CheckEvaluator } from '../check-evaluator.js';
import { failed, inconclusive, passed } from '../check-outcome.js';

/** The end of what a script says that a learner is shown. */
const saidLengthMax = 300;

export const scriptCheck: CheckEvaluator<'script'> = {
  kind: 'script',

  async evaluate({ spec }, { scripts, nodeScripts, readLabFile, signal }) {
    const text = readLabFile(spec.script);
    if (text === undefined) return inconclusive(`The lab has no file ${spec.script}.`);
    const place = spec.on === 'workstation' ? scripts : nodeScripts;
    if (place === undefined) return inconclusive('Scripts cannot be run there.');
    const timeoutMs = spec.timeoutSeconds * 1000;
    const { exitCode, output } = await place.run({ text, timeoutMs, signal });
    if (exitCode === 0) return passed;
    if (exitCode === undefined) {
      return inconclusive(`The script took longer than ${spec.timeoutSeconds} seconds.`);
    }
    const said = output.trim().slice(-saidLengthMax);
    return failed('The script of this check is not satisfied.', {
      expected: 'status 0',
      actual: said === '' ? `status ${exitCode}` : `status ${exitCode}: ${said}`,
      evidence: [{ object: spec.script, message: said || `status ${exitCode}` }],
    });
  },

  dependencies: () => ({ polled: true }),
};
