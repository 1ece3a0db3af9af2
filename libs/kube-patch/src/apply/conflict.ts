import { formatPath, type Path } from './path-element.js';
import type { Managers } from './versioned-set.js';

/** A field that is applied and that another manager owns with another value. */
export interface Conflict {
  readonly manager: string;
  readonly path: Path;
}

/** An apply would take fields over, and was not told to (structured-merge-diff `Conflicts`). */
export class ConflictsError extends Error {
  constructor(readonly conflicts: readonly Conflict[]) {
    super(conflicts.map(({ manager, path }) => `${manager}: ${formatPath(path)}`).join('\n'));
    this.name = 'ConflictsError';
  }
}

/** One conflict for each path, by manager. */
export function conflictsOf(managers: Managers): Conflict[] {
  const sorted = [...managers].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([manager, { set }]) =>
    [...set.paths()].map((path) => ({ manager, path })),
  );
}
