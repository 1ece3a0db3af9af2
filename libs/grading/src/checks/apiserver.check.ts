/**
 * `apiserver`: the API server as it runs: the flags it was started with, and whether its health endpoints answer.
 *
 * What counts is the last start and not the manifest: a manifest that was edited and does not come up has
 * changed nothing for the better. A server that does not serve fails with the end of its log.
 */
import type { ApiserverStart, ClusterClient } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { ApiserverSpec, FlagExpectation } from '@drillyard/lab-spec';
import { apiserverEnded } from '../apiserver-ended.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, type Failed, failed, inconclusive, passed } from '../check-outcome.js';

export const apiserverCheck: CheckEvaluator<'apiserver'> = {
  kind: 'apiserver',

  async evaluate({ spec }, { apiserver, cluster }) {
    if (apiserver === undefined) {
      return inconclusive('This cluster does not tell how its API server was started.');
    }
    const start = apiserver.latest();
    if (start === undefined) {
      return failed('No API server runs, and nothing starts one.', {
        expected: 'a manifest kube-apiserver.yaml in /etc/kubernetes/manifests',
        actual: 'there is none',
      });
    }
    if (start.state === 'ended') return apiserverEnded(start);
    if (start.state === 'starting') return inconclusive('The API server is just starting.');
    return judgeFlags(spec, start) ?? (await judgeEndpoints(spec, cluster)) ?? passed;
  },

  dependencies: ({ endpoints }) => ({ apiserver: true, polled: endpoints !== undefined }),
};

function judgeFlags({ flags = {} }: ApiserverSpec, start: ApiserverStart): Failed | undefined {
  for (const [name, expectation] of Object.entries(flags)) {
    const value = start.flags.get(name);
    const expected = unfulfilled(expectation, value);
    if (expected === undefined) continue;
    return failed(`The API server runs with another --${name}.`, {
      expected,
      actual: value === undefined ? 'the flag is not given' : value,
      evidence: [
        {
          object: 'kube-apiserver',
          fieldPath: `--${name}`,
          message: 'what it was started with last',
        },
      ],
    });
  }
  return undefined;
}

/** What is wanted, where it is not so. */
function unfulfilled(wanted: FlagExpectation, value: string | undefined): string | undefined {
  if (wanted === null) return value === undefined ? undefined : 'the flag is not given';
  if (typeof wanted === 'string') return value === wanted ? undefined : wanted;
  const values = (value ?? '').split(',').map((each) => each.trim());
  const missing = (wanted.includes ?? []).find((each) => !values.includes(each));
  if (missing !== undefined) return `a list with ${missing} in it`;
  const unwanted = (wanted.lacks ?? []).find((each) => values.includes(each));
  return unwanted === undefined ? undefined : `a list without ${unwanted}`;
}

async function judgeEndpoints(
  { endpoints = [] }: ApiserverSpec,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  for (const path of endpoints) {
    const answer = await ask(path, cluster);
    if (answer === '200') continue;
    return failed(`The API server does not answer ${path} as a healthy one does.`, {
      expected: `${path}: 200`,
      actual: answer,
    });
  }
  return undefined;
}

async function ask(path: string, cluster: ClusterClient): Promise<string> {
  try {
    const { status } = await cluster.raw({ method: 'GET', path });
    return String(status);
  } catch (error) {
    if (error instanceof OperationalError && error.code === 'CLUSTER_UNREACHABLE') {
      return error.message;
    }
    throw error;
  }
}
