import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Hangs up every process of a session (what one terminal started), and after the grace period
 * kills those that stayed; without a grace period it kills at once.
 */
export async function killSession(sessionId: number, graceMs: number): Promise<void> {
  if (graceMs > 0) await hangUpSession(sessionId, Date.now() + graceMs);
  signalAll(sessionMembers(sessionId), 'SIGKILL');
}

/**
 * The leader comes last: where it entered a sandbox it is the parent of what runs there, and only
 * while it lives are its dead reaped at once. Without it they wait for the host's process 1, and
 * the end of the sandbox with them.
 */
async function hangUpSession(sessionId: number, deadline: number): Promise<void> {
  const others = sessionMembers(sessionId).filter((pid) => pid !== sessionId);
  if (others.length > 0) {
    hangUp(others);
    await untilGone(sessionId, Math.min(deadline, Date.now() + leaderGraceMs));
  }
  hangUp(sessionMembers(sessionId));
  await untilGone(sessionId, deadline);
}

/** A leader that only waits for its child follows it within a moment; a shell does not. */
const leaderGraceMs = 100;

function hangUp(pids: readonly number[]): void {
  signalAll(pids, 'SIGHUP');
  signalAll(pids, 'SIGCONT');
}

async function untilGone(sessionId: number, deadline: number): Promise<void> {
  while (sessionMembers(sessionId).length > 0 && Date.now() < deadline) await delay(pollMs);
}

/** Interval at which the grace period is cut short. */
const pollMs = 10;

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Processes of a session that still run, by /proc/<pid>/stat (proc_pid_stat(5), fields 3 and 6). */
function sessionMembers(sessionId: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const [state, , , session] = statFields(pid);
      return Number(session) === sessionId && state !== 'Z';
    })
    .map(Number);
}

/** The fields after the command name, which may itself hold spaces and brackets. */
function statFields(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
