import type { Lab } from '@drillyard/lab-spec';
import type { ProofCase } from './proof-report.js';

/**
 * What of a lab's proof is done in one environment, on its own cluster. Plain data: another process
 * can do it as well.
 */
export interface ProofPiece {
  readonly lab: Lab;
  readonly seed: string;
  /** The untouched lab and then the solutions, task by task, are one piece. */
  readonly kind: 'solutions' | 'variant' | 'mutant';
  /** Of the variant or mutant; empty for the solutions. */
  readonly name: string;
}

export interface ProveOptions {
  readonly signal: AbortSignal;
  /** Called as cases end. */
  readonly onCase: (proofCase: ProofCase) => void;
}

/** Does a piece, here or elsewhere, and cleans up. @throws what the providers throw. */
export type Prover = (piece: ProofPiece, options: ProveOptions) => Promise<ProofCase[]>;

/** All pieces of a lab that is drawn with a seed, in the order of its report. */
export function proofPieces(lab: Lab, seed: string): ProofPiece[] {
  return [
    { lab, seed, kind: 'solutions', name: '' },
    ...lab.variants.map(({ name }) => ({ lab, seed, kind: 'variant', name }) as const),
    ...lab.mutants.map(({ name }) => ({ lab, seed, kind: 'mutant', name }) as const),
  ];
}
