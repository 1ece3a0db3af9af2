import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthorizationTrail, ClusterClient } from '@drillyard/cluster';
import type { AnswerValue, Check, LabInstance, Task } from '@drillyard/lab-spec';
import type { CheckContext, GradedFiles, ScriptRunner } from './check-context.js';
import type { WatchedObjects } from './check-evaluator.js';
import { type CheckOutcome, sameOutcome } from './check-outcome.js';
import { checkRegistry } from './check-registry.js';
import { DirtyQueue } from './dirty-queue.js';
import { evaluateCheck } from './evaluate-check.js';
import type { Outcomes } from './score.js';

export interface LabGraderOptions {
  readonly instance: LabInstance;
  readonly cluster: ClusterClient;
  readonly files: GradedFiles;
  readonly scripts?: ScriptRunner;
  readonly authorizations?: AuthorizationTrail | undefined;
  /** What was answered before, such as read back after a restart. */
  readonly answers?: ReadonlyMap<string, AnswerValue>;
  readonly now?: () => Date;
  /** Called for every outcome that differs from the one before it. Must not throw. */
  readonly onOutcome?: (change: OutcomeChange) => void;
}
export interface OutcomeChange {
  readonly check: Check;
  readonly outcome: CheckOutcome;
  readonly previous: CheckOutcome | undefined;
}

const limits = {
  debounceMs: 20,
  minIntervalMs: 150,
  /** Before a watch that ended is begun again; the cluster may be restarting. */
  rewatchMs: 2000,
  /** Between two runs of what cannot be watched: a script costs a process. */
  pollMs: 3000,
} as const;

/**
 * Grades one learner's lab from what is, not from what was done: watches what the checks depend
 * on, asks the checks of a task again when something changed, and reports what is different.
 */
export class LabGrader {
  readonly #stopped = new AbortController();
  readonly #outcomes = new Map<string, CheckOutcome>();
  readonly #answers: Map<string, AnswerValue>;
  readonly #queue = new DirtyQueue({ ...limits, run: (taskId) => this.#evaluateTask(taskId) });
  readonly #watches: Promise<void>[] = [];
  readonly #unwatchFiles: (() => void)[] = [];
  #polling: NodeJS.Timeout | undefined;
  #unfollow: (() => void) | undefined;

  constructor(private readonly options: LabGraderOptions) {
    this.#answers = new Map(options.answers);
  }

  /** The latest outcomes, by the key of the check. */
  get outcomes(): Outcomes {
    return this.#outcomes;
  }

  /** Begins to watch; every task is evaluated once. */
  start(): void {
    for (const [watched, taskIds] of this.#watchedObjects()) {
      this.#watches.push(this.#watch(watched, taskIds));
    }
    for (const task of this.options.instance.tasks) {
      for (const path of new Set(task.checks.flatMap(filesOf))) {
        const stop = this.options.files.watch(path, () => this.#queue.mark(task.id));
        this.#unwatchFiles.push(stop);
      }
      this.#queue.mark(task.id);
    }
    this.#followAuthorizations();
    this.#poll();
  }

  /** Takes an answer to an `answer` check; its task is evaluated again. */
  answer(checkKey: string, value: AnswerValue): void {
    this.#answers.set(checkKey, value);
    const check = this.options.instance.checks.find(({ key }) => key === checkKey);
    if (check !== undefined) this.#queue.mark(check.taskId);
  }

  /** Asks every check now, whether or not anything changed. */
  async evaluateAll(): Promise<Outcomes> {
    await Promise.all(this.options.instance.tasks.map(({ id }) => this.#evaluateTask(id)));
    return this.#outcomes;
  }

  /** Ends all watches and evaluations; no outcome is reported afterwards. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearInterval(this.#polling);
    this.#unfollow?.();
    for (const unwatch of this.#unwatchFiles) unwatch();
    await Promise.all([this.#queue.stop(), ...this.#watches]);
  }

  /**
   * Checks make requests, and some of them in a learner's name: only an answer that differs from the one
   * before marks a task, so that no check keeps itself going.
   */
  #followAuthorizations(): void {
    const latest = new Map<string, string>();
    const followed = this.options.instance.checks.flatMap((check) => {
      const { authorizations: isAbout } = checkRegistry.dependencies(check);
      return isAbout === undefined ? [] : [{ check, isAbout }];
    });
    if (followed.length === 0) return;
    this.#unfollow = this.options.authorizations?.subscribe((answer) => {
      const said = `${answer.authorizer} ${answer.isAllowed}`;
      for (const { check, isAbout } of followed) {
        if (latest.get(check.key) === said || !isAbout(answer)) continue;
        latest.set(check.key, said);
        this.#queue.mark(check.taskId);
      }
    });
  }

  /** What nobody can watch is asked again now and then. */
  #poll(): void {
    const polled = this.options.instance.tasks.filter(({ checks }) => checks.some(isPolled));
    if (polled.length === 0) return;
    this.#polling = setInterval(() => {
      for (const { id } of polled) this.#queue.mark(id);
    }, limits.pollMs);
  }

  async #evaluateTask(taskId: string): Promise<void> {
    const task = this.options.instance.tasks.find(({ id }) => id === taskId);
    await Promise.all((task?.checks ?? []).map((check) => this.#evaluate(check)));
  }

  async #evaluate(check: Check): Promise<void> {
    const {
      cluster,
      files,
      scripts,
      authorizations,
      instance,
      onOutcome,
      now = () => new Date(),
    } = this.options;
    const context: CheckContext = {
      cluster,
      files,
      answers: this.#answers,
      params: instance.params,
      readLabFile: (path) => instance.readFile(path),
      scripts,
      authorizations,
      now,
      signal: this.#stopped.signal,
    };
    const outcome = await evaluateCheck(check, context);
    const previous = this.#outcomes.get(check.key);
    if (this.#stopped.signal.aborted || sameOutcome(previous, outcome)) return;
    this.#outcomes.set(check.key, outcome);
    onOutcome?.({ check, outcome, previous });
  }

  /** Each kind and namespace once, with the tasks that depend on it. */
  #watchedObjects(): [WatchedObjects, ReadonlySet<string>][] {
    const watched = new Map<string, [WatchedObjects, Set<string>]>();
    for (const task of this.options.instance.tasks) {
      for (const objects of objectsOf(task)) {
        const key = JSON.stringify([objects.apiVersion, objects.kind, objects.namespace]);
        const entry = watched.get(key) ?? [objects, new Set()];
        entry[1].add(task.id);
        watched.set(key, entry);
      }
    }
    return [...watched.values()];
  }

  /** Watches until stopped; where the watch ends, evaluates once more and begins again. */
  async #watch(objects: WatchedObjects, taskIds: ReadonlySet<string>): Promise<void> {
    const { signal } = this.#stopped;
    const mark = () => {
      for (const id of taskIds) this.#queue.mark(id);
    };
    while (!signal.aborted) {
      try {
        const events = this.options.cluster.watch(objects, {
          namespace: objects.namespace,
          signal,
        });
        for await (const event of events) if (event.type !== 'BOOKMARK') mark();
      } catch {
        // The kind may not be served yet, or the cluster is away: the evaluation says which.
      }
      if (signal.aborted) return;
      await sleep(limits.rewatchMs, undefined, { signal }).catch(() => undefined);
      mark();
    }
  }
}

function objectsOf(task: Task): readonly WatchedObjects[] {
  return task.checks.flatMap((check) => checkRegistry.dependencies(check).objects ?? []);
}

function filesOf(check: Check): readonly string[] {
  return checkRegistry.dependencies(check).files ?? [];
}

function isPolled(check: Check): boolean {
  return checkRegistry.dependencies(check).polled ?? false;
}
