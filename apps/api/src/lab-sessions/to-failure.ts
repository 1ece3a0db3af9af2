import { CommandError } from '@drillyard/cluster-kind';
import { AppError, UnexpectedError } from '@drillyard/errors';
import { diskFullCode, diskFullMessage, isDiskFull } from '../data-folder/disk-full.js';
import type { LabSessionFailure } from './lab-session.js';

/** What the learner is told when a session could not be provided; a bug stays in the log. */
export function toFailure(error: unknown): LabSessionFailure {
  // What a container engine says of its disk has been explained; it is not the data folder's.
  const isOfEngine = error instanceof AppError && error.cause instanceof CommandError;
  if (!isOfEngine && isDiskFull(error)) return { code: diskFullCode, message: diskFullMessage };
  if (error instanceof AppError && !(error instanceof UnexpectedError)) {
    return { code: error.code, message: error.message };
  }
  return {
    code: 'INTERNAL_ERROR',
    message:
      'Something went wrong on the server while this lab was being prepared. Start it again.',
  };
}
