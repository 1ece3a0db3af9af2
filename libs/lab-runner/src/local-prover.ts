import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, invariant } from '@drillyard/errors';
import { gradedCluster, LabGrader, type Outcomes } from '@drillyard/grading';
import {
  type Check,
  instantiateLab,
  type LabInstance,
  type Mutant,
  type Task,
  type Variant,
} from '@drillyard/lab-spec';
import { type LabProviders, openLabEnvironment } from './lab-environment.js';
import type { ProofPiece, ProveOptions, Prover } from './proof-piece.js';
import { type CaseKind, isSoundCase, type ProofCase } from './proof-report.js';
import { runSteps, type StepContext, setUpLab } from './run-steps.js';

/**
 * A cluster is eventually consistent: controllers may need a moment after a step. A check that
 * says otherwise for longer than this is wrong, or too slow for a learner.
 */
const defaultSettleMs = 5_000;
const pollMs = 50;

export interface LocalProverOptions {
  /** How long a check may say otherwise before it counts; 5 s if not given. */
  readonly settleMs?: number;
}

/** Proves in this process, each piece with a cluster and a workspace of its own. */
export function localProver(
  providers: LabProviders,
  { settleMs = defaultSettleMs }: LocalProverOptions = {},
): Prover {
  return async (piece, options) =>
    new PieceOfProof(piece, providers, { ...options, settleMs }).prove();
}

/** What a check should say in a case. */
type Expectation = (check: Check) => 'passes' | 'fails' | undefined;
interface Bench extends StepContext {
  readonly grader: LabGrader;
}

class PieceOfProof {
  private readonly instance: LabInstance;

  constructor(
    private readonly piece: ProofPiece,
    private readonly providers: LabProviders,
    private readonly options: ProveOptions & Required<LocalProverOptions>,
  ) {
    this.instance = instantiateLab(piece.lab, piece.seed);
  }

  prove(): Promise<ProofCase[]> {
    const { kind, name } = this.piece;
    const { variants, mutants } = this.instance.lab;
    switch (kind) {
      case 'solutions':
        return this.#onBench((bench) => this.#untouchedAndSolution(bench));
      case 'variant':
        return this.#attempt(kind, named(variants, name), []);
      case 'mutant': {
        const mutant = named(mutants, name);
        return this.#attempt(kind, mutant, mutant.fails);
      }
    }
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
      ...gradedCluster(cluster),
      files: workspace.files,
      scripts: workspace,
      nodeScripts: nodeWorkspace,
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
      this.options.onCase(proofCase);
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
    const deadlineMs = performance.now() + this.options.settleMs;
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

/** Names of variants and of mutants are unique in a valid lab. */
function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  invariant(found, `the lab has "${name}"`);
  return found;
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
