import { normaliseHeaders } from './normalise/http-headers.js';
import { unifyKubectlMinors } from './normalise/kubectl-minors.js';
import { normaliseTables } from './normalise/tables.js';
import { replaceVolatileValues } from './normalise/volatile-values.js';
import type { CommandOutput } from './transcript.js';

export interface NormaliseContext {
  /** `host:port` of the API server. */
  readonly server: string;
  /** The temporary folder in which commands run. */
  readonly folder: string;
  /** The suite's own text: values that stand in it are kept. */
  readonly source: string;
}

/** What a command printed, without what differs from run to run or from cluster to cluster. */
export function normaliseOutput(output: CommandOutput, context: NormaliseContext): CommandOutput {
  const replaceVolatile = (text: string) => replaceVolatileValues(text, context.source);
  const normalise = (text: string) => {
    const own = text.replaceAll(context.server, '<server>').replaceAll(`${context.folder}/`, '');
    const unified = unifyKubectlMinors(normaliseHeaders(own));
    return replaceVolatile(normaliseTables(unified, replaceVolatile));
  };
  return { ...output, stdout: normalise(output.stdout), stderr: normalise(output.stderr) };
}
