/**
 * `connectivity`: who may reach whom on which port.
 *
 * Decided from the NetworkPolicies (networking.k8s.io/v1) that the cluster has, for the pods that it
 * has: rules of all policies add up, both ends must agree, what no policy selects is open. Names and
 * Services are followed to the pods behind them first. Whether something listens is not asked, so
 * pods need not run. A failure names the policy and the rule that decided. Where the cluster has a
 * network of its own, connections between pods that run are tried in it as well: an outcome they
 * contradict is none (docs/adr/0016).
 */
import type { ConnectivitySpec } from '@drillyard/lab-spec';
import {
  type ConnectResult,
  connect,
  describeParty,
  type Network,
  type Verdict,
} from '@drillyard/network-policy';
import type { CheckEvaluator } from '../check-evaluator.js';
import {
  type CheckOutcome,
  type Evidence,
  failed,
  inconclusive,
  passed,
} from '../check-outcome.js';
import { confirmLive } from '../connectivity/confirm-live.js';
import { type AskedConnection, ExpandedRows } from '../connectivity/expand-rows.js';
import { problemTexts, whyAllowed, whyDenied } from '../connectivity/explain-connection.js';
import { networkTypes, takeNetwork } from '../connectivity/take-network.js';

/** Connections asked about in one check: far more than a lab has, and answered in a second or two. */
const connectionsMax = 5000;
/** Connections and pieces of evidence in one outcome: what does not fit a screen is not read. */
const connectionsShown = 5;
const evidenceMax = 10;

export const connectivityCheck: CheckEvaluator<'connectivity'> = {
  kind: 'connectivity',

  async evaluate({ spec }, { cluster, network: probe, signal }) {
    const { outcome, verdicts } = judge(spec, await takeNetwork(cluster));
    return probe === undefined ? outcome : confirmLive(outcome, verdicts, probe, signal);
  },

  dependencies: () => ({ objects: networkTypes, network: true }),
};

/** An outcome, and the verdicts it rests on. */
interface Judged {
  readonly outcome: CheckOutcome;
  readonly verdicts: readonly Verdict[];
}

interface Answered {
  readonly asked: AskedConnection;
  readonly result: ConnectResult;
}

function judge(spec: ConnectivitySpec, network: Network): Judged {
  const allowed = new ExpandedRows(spec.allowed ?? [], spec.namespace, network);
  const denied = new ExpandedRows(spec.denied ?? [], spec.namespace, network);
  const [missing] = [...allowed.missing, ...denied.missing];
  if (missing !== undefined)
    return withoutVerdict(
      failed(`There is no ${missing}.`, { expected: missing, actual: 'none found' }),
    );
  const count = allowed.count + denied.count;
  if (count > connectionsMax) {
    return withoutVerdict(
      inconclusive(
        `the check is about ${count} connections, more than the ${connectionsMax} it may`,
      ),
    );
  }
  const answer = (rows: ExpandedRows) =>
    rows.connections().map((asked) => ({ asked, result: connect(network, asked) }));
  const wanted = answer(allowed);
  const unwanted = answer(denied);
  const verdicts = [...wanted, ...unwanted].flatMap(({ result }) => result.verdicts);
  const good = { outcome: passed, verdicts };
  return judgeAllowed(wanted) ?? judgeDenied(unwanted, wanted) ?? good;
}

function withoutVerdict(outcome: CheckOutcome): Judged {
  return { outcome, verdicts: [] };
}

function judgeAllowed(answers: readonly Answered[]): Judged | undefined {
  const wrong = answers.filter(({ result }) => !result.isAllowed);
  const [first] = wrong;
  if (first === undefined) return undefined;
  const { problem, verdicts, lookup } = first.result;
  const why = problem === undefined ? '' : `: ${problemTexts[problem]}`;
  const outcome = failed(`${sentence(first.asked, 'cannot connect')}${why}.`, {
    expected: describe(answers, 'reaches'),
    actual: describe(wrong, 'does not reach'),
    evidence: distinct([...lookup, ...verdicts].filter(isDenied).flatMap(whyDenied)),
  });
  return { outcome, verdicts: verdicts.filter(isDenied) };
}

function judgeDenied(
  answers: readonly Answered[],
  wanted: readonly Answered[],
): Judged | undefined {
  const nowhere = answers.find(({ result: { problem } }) => problem && problem !== 'lookup-denied');
  if (nowhere?.result.problem !== undefined) {
    const why = problemTexts[nowhere.result.problem];
    return withoutVerdict(
      failed(`${sentence(nowhere.asked, 'cannot even try to connect')}: ${why}.`, {
        expected: 'a connection that policies decide about',
        actual: why,
      }),
    );
  }
  const excepted = new Set(wanted.flatMap(({ result }) => result.verdicts.map(keyOf)));
  const isOpen = (verdict: Verdict) =>
    verdict.isAllowed && !excepted.has(keyOf(verdict)) && !isBeyondPolicies(verdict);
  const wrong = answers.filter(({ result }) => result.verdicts.some(isOpen));
  const [first] = wrong;
  if (first === undefined) return undefined;
  const open = first.result.verdicts.filter(isOpen);
  const outcome = failed(`${sentence(first.asked, 'can connect')}, and should not.`, {
    expected: describe(wrong, 'does not reach'),
    actual: describe(wrong, 'reaches'),
    evidence: distinct(open.flatMap(whyAllowed)),
  });
  return { outcome, verdicts: open };
}

/** A pod always reaches itself and its node: no answer of a learner could change that. */
function isBeyondPolicies({ egress, ingress }: Verdict): boolean {
  return [egress, ingress].some(({ reason }) => reason === 'same-pod' || reason === 'same-node');
}

function isDenied({ isAllowed }: Verdict): boolean {
  return !isAllowed;
}

/** Where a connection ends in the end, whatever it was called. */
function keyOf({ connection: { from, to, port, protocol } }: Verdict): string {
  return `${describeParty(from)} ${describeParty(to)} ${protocol} ${port}`;
}

function sentence({ from, toText, port, protocol }: AskedConnection, verb: string): string {
  const who = describeParty(from);
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} ${verb} to ${toText} on ${protocol} port ${port}`;
}

function describe(answers: readonly Answered[], verb: string): string {
  const texts = answers
    .slice(0, connectionsShown)
    .map(({ asked: { from, toText, port, protocol } }) => {
      return `${describeParty(from)} ${verb} ${toText} on ${protocol} ${port}`;
    });
  const rest = answers.length - texts.length;
  return [...texts, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((each) => [JSON.stringify(each), each])).values()].slice(
    0,
    evidenceMax,
  );
}
