import type { Isolation } from '@drillyard/terminal';
import type { Confinement } from './sandbox/confinement.js';

/** One way to make a sandbox that was tried on this host. */
export interface IsolationAttempt {
  readonly confinement: Confinement;
  /** Why it does not work here; undefined where it does. */
  readonly failure?: string;
}

/** What was found out about this host when the server started. */
export interface IsolationReport {
  readonly isolation: Isolation;
  readonly attempts: readonly IsolationAttempt[];
  /** Whether memory and processes of a whole workspace are limited by a control group. */
  readonly controlGroups: boolean;
  /** Whether learners' processes run as root on the host: only without isolation. */
  readonly learnerIsRoot: boolean;
}

/** The report in words, for the log and for the page: what holds, what does not and what to do. */
export function explainIsolation(report: IsolationReport): string {
  return [head(report), ...failures(report), groups(report)].filter(Boolean).join('\n');
}

function head({ isolation, learnerIsRoot }: IsolationReport): string {
  if (isolation !== 'none') {
    return `Workspaces run in ${isolation} sandboxes: own files, own network, no view of this machine.`;
  }
  const user = learnerIsRoot ? 'root' : 'an ordinary user';
  return `WARNING: workspaces are NOT sandboxed. Whoever opens a terminal can do on this machine what ${user} can. Keep the server on the loopback address and let nobody else in. Installing bubblewrap (Debian: apt-get install bubblewrap) usually changes this.`;
}

function failures({ attempts }: IsolationReport): string[] {
  return attempts.flatMap(({ confinement, failure }) => {
    const how = confinement.userNamespace ? 'in a user namespace' : 'made by root';
    return failure === undefined
      ? []
      : [`- ${confinement.isolation}, ${how}, does not work here: ${failure}`];
  });
}

function groups({ isolation, controlGroups }: IsolationReport): string {
  if (isolation === 'none' || controlGroups) return '';
  return 'No control group can be written: memory is limited per process only, not per workspace.';
}
