import { STATUS_CODES } from 'node:http';
import { AppError, UnexpectedError } from '@drillyard/errors';
import { HttpException, HttpStatus } from '@nestjs/common';
import { diskFullCode, diskFullMessage, isDiskFull } from '../data-folder/disk-full.js';
import type { Problem } from './problem.dto.js';
import { statusOf } from './problem-status.js';

/**
 * What the client learns of an error. An error of ours speaks for itself unless it is a bug; what
 * the HTTP layer refused (a body too large, JSON that does not parse) is put in our form; anything
 * else is a bug, and the log has it under the request id.
 */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof AppError && !(error instanceof UnexpectedError)) {
    const details = Object.keys(error.details).length > 0 ? { details: error.details } : {};
    return problem(statusOf(error), error.code, error.message, requestId, details);
  }
  if (isDiskFull(error)) {
    return problem(HttpStatus.INSUFFICIENT_STORAGE, diskFullCode, diskFullMessage, requestId);
  }
  const status = refusedStatus(error);
  if (status !== undefined) return problem(status, ...describeRefusal(status), requestId);
  return problem(
    HttpStatus.INTERNAL_SERVER_ERROR,
    'INTERNAL_ERROR',
    `Something went wrong on the server. Try again; if it stays, look for ${requestId} in its log.`,
    requestId,
  );
}

function problem(
  status: number,
  code: string,
  detail: string,
  requestId: string,
  rest: Pick<Problem, 'details'> = {},
): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    requestId,
    ...rest,
  };
}

/** NestJS and Express' body parser put the status of a refusal on the error. */
function refusedStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown =
    error instanceof Error && 'expose' in error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

function describeRefusal(status: number): [code: string, detail: string] {
  switch (status) {
    case HttpStatus.NOT_FOUND:
      return ['NOT_FOUND', 'Nothing is here; /api/docs lists what there is.'];
    case HttpStatus.PAYLOAD_TOO_LARGE:
      return ['BODY_TOO_LARGE', 'The body is larger than 100 KB; no request here needs as much.'];
    case HttpStatus.TOO_MANY_REQUESTS:
      return ['TOO_MANY_ATTEMPTS', 'Too many attempts to log in; wait a minute, then try again.'];
    case HttpStatus.UNSUPPORTED_MEDIA_TYPE:
      return ['REQUEST_INVALID', 'The body must be JSON in UTF-8.'];
    default:
      return ['REQUEST_INVALID', 'The request is malformed; the body must be one JSON object.'];
  }
}
