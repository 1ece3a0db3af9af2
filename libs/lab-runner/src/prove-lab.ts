import type { Lab } from '@drillyard/lab-spec';
import type { Lanes } from './lanes.js';
import { type Prover, proofPieces } from './proof-piece.js';
import { isSoundCase, type ProofCase, type ProofReport } from './proof-report.js';

export interface ProveLabOptions {
  /** The lab is proved once with each. */
  readonly seeds: readonly string[];
  /** Who does it, side by side; other labs may be proved in the same. */
  readonly lanes: Lanes<Prover>;
  readonly signal?: AbortSignal;
  /** Called as cases end, in whatever order that is. */
  readonly onCase?: (proofCase: ProofCase) => void;
}

/**
 * Proves that the checks of a lab are sound: nothing passes before the learner did anything, the
 * solutions pass task by task and stay passed, every variant passes, every mutant fails exactly
 * the checks it names; side by side, each on a cluster of its own. A lab that is not sound is a
 * report, not an error. @throws what the provers throw; nothing more is begun then.
 */
export async function proveLab(lab: Lab, options: ProveLabOptions): Promise<ProofReport> {
  const { seeds, lanes, onCase = () => undefined } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
  const pieces = seeds.flatMap((seed) => proofPieces(lab, seed));
  const ends = await Promise.allSettled(
    pieces.map((piece) =>
      lanes
        .run(async (prove) => {
          signal.throwIfAborted();
          return prove(piece, { signal, onCase });
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
