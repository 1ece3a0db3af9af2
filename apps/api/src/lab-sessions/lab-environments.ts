import type { Cluster } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { Workspace } from '@drillyard/terminal';
import { Injectable } from '@nestjs/common';
import type { SessionGrader } from '../grading/session-graders.js';

/** What a lab session that is ready has in this process. */
export interface LabEnvironment {
  readonly cluster: Cluster;
  /** Name of the provider the cluster is from. */
  readonly provider: string;
  readonly workspace: Workspace;
  /** On the control plane's node, for labs that require it. */
  readonly nodeWorkspace: Workspace | undefined;
  /** Looks at the learner's work until it is closed. */
  readonly grader: SessionGrader;
}

/**
 * After a restart, sessions are ready in the database before their environments are open again.
 * Whoever asks in between waits this long: many sessions take seconds, a browser's patience ends.
 */
const openLimitMs = 20_000;

/** The environments that are open in this process. */
@Injectable()
export class LabEnvironments {
  readonly #open = new Map<string, LabEnvironment>();
  #waiting: { id: string; opened: (environment: LabEnvironment) => void }[] = [];

  add(labSessionId: string, environment: LabEnvironment): void {
    this.#open.set(labSessionId, environment);
    const waiting = this.#waiting.filter(({ id }) => id === labSessionId);
    this.#waiting = this.#waiting.filter(({ id }) => id !== labSessionId);
    for (const { opened } of waiting) opened(environment);
  }

  find(labSessionId: string): LabEnvironment | undefined {
    return this.#open.get(labSessionId);
  }

  /** Hands the environment to whoever closes it; nobody finds it any more. */
  take(labSessionId: string): LabEnvironment | undefined {
    const environment = this.#open.get(labSessionId);
    this.#open.delete(labSessionId);
    return environment;
  }

  /** The sessions whose environments are open. */
  ids(): string[] {
    return [...this.#open.keys()];
  }

  /** The environment of a session that is ready, waiting while it is being opened again. */
  async get(labSessionId: string, limitMs = openLimitMs): Promise<LabEnvironment> {
    const environment = this.#open.get(labSessionId);
    if (environment !== undefined) return environment;
    return new Promise((resolve, reject) => {
      const waiter = {
        id: labSessionId,
        opened: (opened: LabEnvironment) => {
          clearTimeout(limit);
          resolve(opened);
        },
      };
      const limit = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        reject(notOpen(labSessionId));
      }, limitMs);
      limit.unref();
      this.#waiting.push(waiter);
    });
  }
}

function notOpen(labSessionId: string): OperationalError {
  return new OperationalError(
    'LAB_ENVIRONMENT_NOT_OPEN',
    `The cluster of lab session ${labSessionId} is not open yet; try again in a moment.`,
    { retryable: true },
  );
}
