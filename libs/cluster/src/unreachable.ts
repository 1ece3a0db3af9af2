import { OperationalError } from '@drillyard/errors';

/** The server did not answer, or stopped in the middle; trying again may help. */
export function unreachable(server: string, cause: unknown): OperationalError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new OperationalError(
    'CLUSTER_UNREACHABLE',
    `the API server at ${server} did not answer (${why}); the request can be made again`,
    { cause, retryable: true },
  );
}
