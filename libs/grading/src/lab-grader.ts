import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ApiserverTrail,
  AuthorizationTrail,
  ClusterClient,
  NetworkProbe,
} from '@drillyard/cluster';
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
  /** Of the control plane's node. */
  readonly nodeFiles?: GradedFiles | undefined;
  readonly scripts?: ScriptRunner;
  /** On the control plane's node. */
  readonly nodeScripts?: ScriptRunner | undefined;
  readonly authorizations?: AuthorizationTrail | undefined;
  readonly apiserver?: ApiserverTrail | undefined;
  readonly network?: NetworkProbe | undefined;
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
  /** What ends at once when the grader does. */
  readonly #unfollow: (() => void)[] = [];
  #polling: NodeJS.Timeout | undefined;

  constructor(private readonly options: LabGraderOptions) {
    this.#answers = new Map(options.answers);
    // Every watch and every evaluation in progress listens; the lab's checks bound their number.
    setMaxListeners(0, this.#stopped.signal);
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
      this.#watchFiles(task);
      this.#queue.mark(task.id);
    }
    this.#followAuthorizations();
    this.#followApiserver();
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
    for (const end of this.#unfollow) end();
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
    const { authorizations } = this.options;
    if (authorizations === undefined) return;
    const end = authorizations.subscribe((answer) => {
      const said = `${answer.authorizer} ${answer.isAllowed}`;
      for (const { check, isAbout } of followed) {
        if (latest.get(check.key) === said || !isAbout(answer)) continue;
        latest.set(check.key, said);
        this.#queue.mark(check.taskId);
      }
    });
    this.#unfollow.push(end);
  }

  /** A server that comes back or goes away matters to every check that asks the cluster. */
  #followApiserver(): void {
    const { apiserver, instance } = this.options;
    if (apiserver === undefined) return;
    const markAll = () => {
      for (const { id } of instance.tasks) this.#queue.mark(id);
    };
    this.#unfollow.push(apiserver.subscribe(markAll));
  }

  #watchFiles(task: Task): void {
    const { files, nodeFiles } = this.options;
    const mark = () => this.#queue.mark(task.id);
    const depended = task.checks.map((check) => checkRegistry.dependencies(check));
    for (const path of new Set(depended.flatMap((each) => each.files ?? []))) {
      this.#unfollow.push(files.watch(path, mark));
    }
    for (const path of new Set(depended.flatMap((each) => each.nodeFiles ?? []))) {
      if (nodeFiles !== undefined) this.#unfollow.push(nodeFiles.watch(path, mark));
    }
  }

  /** What nobody can watch is asked again now and then. */
  #poll(): void {
    const { instance, network } = this.options;
    const polled = instance.checks.filter(isPolled);
    const settling = network === undefined ? [] : instance.checks.filter(dependsOnNetwork);
    if (polled.length + settling.length === 0) return;
    this.#polling = setInterval(() => {
      const unsettled = settling.filter(
        ({ key }) => this.#outcomes.get(key)?.status === 'inconclusive',
      );
      for (const { taskId } of [...polled, ...unsettled]) this.#queue.mark(taskId);
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
      nodeFiles,
      scripts,
      nodeScripts,
      authorizations,
      apiserver,
      network,
      instance,
      onOutcome,
      now = () => new Date(),
    } = this.options;
    const context: CheckContext = {
      cluster,
      files,
      nodeFiles,
      answers: this.#answers,
      params: instance.params,
      readLabFile: (path) => instance.readFile(path),
      scripts,
      nodeScripts,
      authorizations,
      apiserver,
      network,
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

/** What it found may be of a moment at which the network lagged behind. */
function dependsOnNetwork(check: Check): boolean {
  return checkRegistry.dependencies(check).network ?? false;
}

function isPolled(check: Check): boolean {
  return checkRegistry.dependencies(check).polled ?? false;
}
