import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@drillyard/errors';
import { LabGrader, type Outcomes } from '@drillyard/grading';
import {
  type Check,
  instantiateLab,
  type Lab,
  type LabInstance,
  type Mutant,
  type Task,
  type Variant,
} from '@drillyard/lab-spec';
import { type LabProviders, openLabEnvironment } from './lab-environment.js';
import { Lanes } from './lanes.js';
import { type CaseKind, isSoundCase, type ProofCase, type ProofReport } from './proof-report.js';
import { runSteps, type StepContext, setUpLab } from './run-steps.js';

export interface ProveLabOptions {
  /** The lab is proved once with each. */
  readonly seeds: readonly string[];
  readonly signal?: AbortSignal;
  /** Called as cases end, in whatever order that is. */
  readonly onCase?: (proofCase: ProofCase) => void;
  /** How long a check may say otherwise before it counts; 5 s if not given. */
  readonly settleMs?: number;
  /** Where environments are opened, such as with other labs; without it, one for each seed. */
  readonly lanes?: Lanes;
}

/**
 * A cluster is eventually consistent: controllers may need a moment after a step. A check that
 * says otherwise for longer than this is wrong, or too slow for a learner.
 */
const defaultSettleMs = 5_000;
const pollMs = 50;

/**
 * Proves that the checks of a lab are sound: nothing passes before the learner did anything, the
 * solutions pass task by task and stay passed, every variant passes, every mutant fails exactly
 * the checks it names; side by side, each on a cluster of its own. A lab that is not sound is a
 * report, not an error. @throws what the providers throw; nothing more is begun then.
 */
export async function proveLab(
  lab: Lab,
  providers: LabProviders,
  options: ProveLabOptions,
): Promise<ProofReport> {
  const { seeds, lanes = new Lanes(seeds.length) } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
  const pieces = seeds.flatMap((seed) =>
    new Proof(instantiateLab(lab, seed), providers, { ...options, signal }).pieces(),
  );
  const ends = await Promise.allSettled(
    pieces.map((piece) =>
      lanes
        .run(async () => {
          signal.throwIfAborted();
          return piece();
        })
        .catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
    ),
  );
  // All have ended, and cleaned up, before an error is passed on.
  options.signal?.throwIfAborted();
  signal.throwIfAborted();
  const cases = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value : []));
  return { labName: lab.name, isSound: cases.every(isSoundCase), cases };
}

/** What a check should say in a case. */
type Expectation = (check: Check) => 'passes' | 'fails' | undefined;
interface Bench extends StepContext {
  readonly grader: LabGrader;
}

/** One lab, drawn with one seed. */
class Proof {
  constructor(
    private readonly instance: LabInstance,
    private readonly providers: LabProviders,
    private readonly options: ProveLabOptions & { readonly signal: AbortSignal },
  ) {}

  /** What can be done side by side, each in an environment of its own. */
  pieces(): (() => Promise<ProofCase[]>)[] {
    const { variants, mutants } = this.instance.lab;
    return [
      () => this.#onBench((bench) => this.#untouchedAndSolution(bench)),
      ...variants.map((variant) => () => this.#attempt('variant', variant, [])),
      ...mutants.map((mutant) => () => this.#attempt('mutant', mutant, mutant.fails)),
    ];
  }

  async #untouchedAndSolution(bench: Bench): Promise<ProofCase[]> {
    const cases = [
      await this.#case(
        'untouched',
        '',
        bench,
        () => setUpLab(bench),
        (check) => check.untouched,
      ),
    ];
    if (cases[0]?.error !== undefined) return cases;
    const done = new Set<string>();
    for (const task of this.instance.tasks) {
      done.add(task.id);
      const solved = await this.#case(
        'solution',
        task.id,
        bench,
        () => runSteps(task.solution, bench),
        (check) => (done.has(check.taskId) ? 'passes' : undefined),
      );
      cases.push(solved);
    }
    return cases;
  }

  #attempt(kind: 'variant' | 'mutant', attempt: Variant | Mutant, fails: readonly string[]) {
    return this.#onBench(async (bench) => {
      const run = async () => {
        await setUpLab(bench);
        await runAttempt(attempt, this.instance.tasks, bench);
      };
      const judged = await this.#case(kind, attempt.name, bench, run, ({ key }) =>
        fails.includes(key) ? 'fails' : 'passes',
      );
      return [judged];
    });
  }

  async #onBench<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
    const { signal } = this.options;
    const environment = await openLabEnvironment(this.instance.lab, this.providers, signal);
    const { workspace, nodeWorkspace, cluster } = environment;
    const { client } = cluster;
    const grader = new LabGrader({
      instance: this.instance,
      cluster: client,
      files: workspace.files,
      nodeFiles: cluster.node?.files,
      scripts: workspace,
      nodeScripts: nodeWorkspace,
      authorizations: cluster.authorizations,
      apiserver: cluster.apiserver,
      network: cluster.network,
    });
    try {
      return await work({
        instance: this.instance,
        cluster: client,
        workspace,
        nodeWorkspace,
        grader,
        answer: (key, value) => grader.answer(key, value),
        signal,
      });
    } finally {
      await grader.stop();
      await environment.close();
    }
  }

  async #case(
    kind: CaseKind,
    name: string,
    { grader }: Bench,
    run: () => Promise<void>,
    expect: Expectation,
  ): Promise<ProofCase> {
    const startMs = performance.now();
    const finish = (rest: Pick<ProofCase, 'judgements' | 'error'>) => {
      const durationMs = performance.now() - startMs;
      const proofCase = { kind, name, seed: this.instance.seed, durationMs, ...rest };
      this.options.onCase?.(proofCase);
      return proofCase;
    };
    try {
      await run();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return finish({ judgements: [], error: error.message });
    }
    return finish({ judgements: await this.#settle(kind, grader, expect) });
  }

  /** Asks until every check says what it should twice in a row, or the time is over. */
  async #settle(kind: CaseKind, grader: LabGrader, expect: Expectation) {
    const { settleMs = defaultSettleMs } = this.options;
    const deadlineMs = performance.now() + settleMs;
    let confirmed = 0;
    for (;;) {
      const judgements = judge(this.instance.checks, await grader.evaluateAll(), expect);
      const proofCase = { kind, name: '', seed: '', durationMs: 0, judgements };
      confirmed = isSoundCase(proofCase) ? confirmed + 1 : 0;
      if (confirmed === 2 || performance.now() > deadlineMs) return judgements;
      await sleep(pollMs);
    }
  }
}

function judge(checks: readonly Check[], outcomes: Outcomes, expect: Expectation) {
  return checks.flatMap((check) => {
    const expected = expect(check);
    const outcome = outcomes.get(check.key);
    if (expected === undefined || outcome === undefined) return [];
    return [{ checkKey: check.key, expected, outcome }];
  });
}

/** The solutions of all tasks in order, the attempt in place of those it replaces. */
async function runAttempt(attempt: Variant, tasks: readonly Task[], bench: Bench): Promise<void> {
  let isDone = false;
  for (const task of tasks) {
    if (!attempt.replaces.includes(task.id)) await runSteps(task.solution, bench);
    else if (!isDone) {
      isDone = true;
      await runSteps(attempt.steps, bench);
    }
  }
}
