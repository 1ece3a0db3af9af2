import type { AttemptResult, ConnectionAttempt, NetworkProbe } from '@drillyard/cluster';
import { describeParty, type PodParty, type Verdict } from '@drillyard/network-policy';
import { type CheckOutcome, inconclusive } from '../check-outcome.js';

/** Connections tried for one check: side by side in one round, and enough to catch a wrong engine. */
export const probesMax = 64;
/** A network follows its policies after a moment; a check that waits longer keeps a learner waiting. */
const retriesMax = 2;

/**
 * An outcome that was derived from policies, held to what connections in the cluster come to. Where
 * both agree, or nobody can tell, the outcome stands; where they do not, neither is a verdict.
 * @param verdicts what the outcome rests on
 */
export async function confirmLive(
  outcome: CheckOutcome,
  verdicts: readonly Verdict[],
  probe: NetworkProbe,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  let asked = spread(verdicts.flatMap(questionOf), probesMax);
  for (let retry = 0; asked.length > 0; retry++) {
    const results = await probe.attempt(
      asked.map(({ attempt }) => attempt),
      signal,
    );
    asked = asked.filter(({ verdict }, index) => contradicts(verdict, results[index]));
    if (retry === retriesMax) break;
    if (asked.length > 0) await probe.settle(signal);
  }
  const [first] = asked;
  return first === undefined ? outcome : inconclusive(disagreement(first.verdict));
}

interface Question {
  readonly verdict: Verdict;
  readonly attempt: ConnectionAttempt;
}

/** Between two pods that run and have networks of their own; nobody else can be asked. */
function questionOf(verdict: Verdict): Question[] {
  const { from, to, port, protocol, address } = verdict.connection;
  if (from.kind !== 'pod' || to.kind !== 'pod' || from.pod === to.pod) return [];
  if (![from, to].every(canBeAsked) || protocol === 'SCTP') return [];
  const target = address ?? to.addresses.find(({ family }) => family === from.addresses[0]?.family);
  const source = from.addresses.find(({ family }) => family === target?.family);
  if (target === undefined || source === undefined) return [];
  const attempt = {
    from: { node: from.nodeName ?? '', address: source.text },
    to: { address: target.text, port },
    protocol,
  };
  return [{ verdict, attempt }];
}

function canBeAsked({ pod, isHostNetwork, nodeName }: PodParty): boolean {
  const isGoing = pod.metadata.deletionTimestamp !== undefined;
  return pod.status?.phase === 'Running' && !isHostNetwork && nodeName !== undefined && !isGoing;
}

function contradicts({ isAllowed }: Verdict, result: AttemptResult | undefined): boolean {
  return isAllowed ? result === 'silent' : result === 'reached';
}

/** Of too many evenly some, the first among them: the same ones each time. */
function spread<T>(all: readonly T[], max: number): T[] {
  const step = Math.max(1, all.length / max);
  const count = Math.min(all.length, max);
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step)] as T); // in range
}

function disagreement({ isAllowed, connection }: Verdict): string {
  const { from, to, port, protocol } = connection;
  const who = `${describeParty(from)} to ${describeParty(to)} on ${protocol} port ${port}`;
  return isAllowed
    ? `the policies allow a connection from ${who}, but a real one got no answer; the network may not have taken them up yet, and is asked again`
    : `the policies deny a connection from ${who}, but a real one got through; the network may not have taken them up yet, or does not enforce them, and is asked again`;
}
