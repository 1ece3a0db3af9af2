/**
 * `exec`: a command run in a container of the cluster, as `kubectl exec` does (pods/exec), judged by its exit
 * code and by what it says.
 *
 * Of the pods a selector finds, those that are over or going away do not count, and each of the others has to
 * satisfy. What runs is the learner's: it gets no input, little time, and is listened to for only so long.
 */
import type { CommandResult } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { asList, type CheckMistake, type ExecSpec } from '@drillyard/lab-spec';
import type { CheckContext } from '../check-context.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, inconclusive, passed } from '../check-outcome.js';
import { judgeCommand } from '../exec/judge-command.js';
import { placeOf } from '../exec/running-container.js';
import { expressionMistake } from '../expressions/expression-mistake.js';
import { patternMistake } from '../expressions/pattern.js';
import { describeWanted, findObjects } from '../resource/find-objects.js';

/** Of stdout and stderr together: far more than a question needs, nothing to the server. */
const outputBytesMax = 64 * 1024;
/** Pods a command is run in; each costs a process every few seconds. */
const podsMax = 10;

const pods = { apiVersion: 'v1', kind: 'Pod' } as const;

export const execCheck: CheckEvaluator<'exec'> = {
  kind: 'exec',

  async evaluate({ spec }, context) {
    const wanted = { ...pods, namespace: spec.namespace, name: spec.pod, selector: spec.selector };
    const all = await findObjects(wanted, context.cluster);
    const found = spec.pod === undefined ? all.filter(isToStay) : all;
    if (found.length === 0) {
      return failed(`There is no ${describeWanted(wanted)} yet.`, {
        expected: describeWanted(wanted),
        actual: all.length === 0 ? 'none found' : 'those that were there are over',
        evidence: [{ object: `Namespace ${spec.namespace}`, message: 'has no such pod' }],
      });
    }
    if (found.length > podsMax) return inconclusive(`There are more than ${podsMax} such pods.`);
    const outcomes = await Promise.all(found.map((pod) => judgePod(spec, pod, context)));
    return outcomes.find(({ status }) => status !== 'passed') ?? passed;
  },

  // Files and processes of a container change without a word to the API.
  dependencies: ({ namespace }) => ({ objects: [{ ...pods, namespace }], polled: true }),

  lint: (spec) => [...lintSaid(spec, 'stdout'), ...lintSaid(spec, 'stderr'), ...lintWhere(spec)],
};

function isToStay({ metadata, status }: KubeObject & { status?: { phase?: string } }): boolean {
  const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return metadata.deletionTimestamp === undefined && !isOver;
}

async function judgePod(
  spec: ExecSpec,
  pod: KubeObject,
  { cluster, signal }: CheckContext,
): Promise<CheckOutcome> {
  const place = placeOf(pod, spec.container);
  if ('status' in place) return place;
  const result: CommandResult = await cluster.exec({
    namespace: spec.namespace,
    pod: pod.metadata.name ?? '',
    container: place.container,
    command: spec.command,
    timeoutMs: spec.timeoutSeconds * 1000,
    outputBytesMax,
    signal,
  });
  return judgeCommand(spec, result, place);
}

function lintSaid(spec: ExecSpec, stream: 'stdout' | 'stderr'): CheckMistake[] {
  const matches = spec[stream]?.matches;
  return asList(matches).flatMap((source, index) => {
    const mistake = patternMistake(source);
    if (mistake === undefined) return [];
    return [
      {
        path: [stream, 'matches', ...(Array.isArray(matches) ? [index] : [])],
        message: `the regular expression is not valid (${mistake})`,
        next: 'correct it: the syntax is RE2',
      },
    ];
  });
}

function lintWhere({ where }: ExecSpec): CheckMistake[] {
  return asList(where).flatMap((source, index) => {
    const mistake = expressionMistake(source, ['exitCode', 'stdout', 'stderr']);
    if (mistake === undefined) return [];
    return [{ path: ['where', ...(Array.isArray(where) ? [index] : [])], ...mistake }];
  });
}
