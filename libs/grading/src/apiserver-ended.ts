import type { ApiserverStart } from '@drillyard/cluster';
import { type Failed, failed } from './check-outcome.js';

/** Lines of the log that are shown: the last says why a server ended. */
const logLinesMax = 3;
const logLineLengthMax = 500;

/** The verdict about an API server that did not come up as the learner configured it. */
export function apiserverEnded({ logLines }: ApiserverStart): Failed {
  const evidence = logLines.slice(-logLinesMax).map((line) => {
    return { object: 'log of kube-apiserver', message: line.slice(0, logLineLengthMax) };
  });
  return failed('The API server does not run: it ended when it was started last.', {
    expected: 'an API server that serves',
    actual: evidence.at(-1)?.message ?? 'it wrote nothing into its log',
    evidence,
  });
}
