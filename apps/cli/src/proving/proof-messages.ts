import { AppError, OperationalError, UnexpectedError } from '@drillyard/errors';
import type { ProofCase, ProofPiece } from '@drillyard/lab-runner';

/** To a process that proves. Its channel that closes tells it to stop everything and to end. */
export type ProofRequest =
  | { readonly kind: 'prove'; readonly id: number; readonly piece: ProofPiece }
  | { readonly kind: 'stop'; readonly id: number };

/** From one. It is ready once, before anything may be asked of it. */
export type ProofReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'case'; readonly id: number; readonly proofCase: ProofCase }
  | { readonly kind: 'done'; readonly id: number; readonly cases: ProofCase[] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };

/** An error as it travels between processes: what is shown of it. */
export interface Failure {
  readonly isBug: boolean;
  readonly code: string;
  readonly message: string;
  readonly stack: string | undefined;
}

export function toFailure(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof AppError) {
    return { isBug: error instanceof UnexpectedError, code: error.code, message, stack };
  }
  const isBug = !(error instanceof Error && 'syscall' in error);
  return { isBug, code: isBug ? 'PROOF_FAILED' : 'SYSTEM_ERROR', message, stack };
}

export function fromFailure({ isBug, code, message, stack }: Failure): AppError {
  if (!isBug) return new OperationalError(code, message);
  const bug = new UnexpectedError(code, message);
  if (stack !== undefined) bug.stack = stack;
  return bug;
}
