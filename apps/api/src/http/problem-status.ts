import { OperationalError, UnexpectedError, UserError } from '@drillyard/errors';
import { HttpStatus } from '@nestjs/common';
import { RequestError, type RequestErrorCode } from '../request-error.js';

/** The status of every code; the compiler refuses a code without one. */
const statuses: Record<RequestErrorCode, HttpStatus> = {
  REQUEST_INVALID: HttpStatus.BAD_REQUEST,
  NOT_LOGGED_IN: HttpStatus.UNAUTHORIZED,
  LOGIN_TOKEN_INVALID: HttpStatus.UNAUTHORIZED,
  OPERATOR_ONLY: HttpStatus.FORBIDDEN,
  CROSS_ORIGIN_REQUEST: HttpStatus.FORBIDDEN,
  NOT_FOUND: HttpStatus.NOT_FOUND,
  LAB_NOT_FOUND: HttpStatus.NOT_FOUND,
  LAB_UNAVAILABLE: HttpStatus.CONFLICT,
  LAB_SESSION_NOT_FOUND: HttpStatus.NOT_FOUND,
  LAB_SESSION_STATE: HttpStatus.CONFLICT,
  LAB_SESSION_LIMIT: HttpStatus.TOO_MANY_REQUESTS,
  SERVER_DRAINING: HttpStatus.CONFLICT,
  EXTENSION_LIMIT: HttpStatus.CONFLICT,
  EVENT_STREAM_LIMIT: HttpStatus.TOO_MANY_REQUESTS,
  TASK_NOT_FOUND: HttpStatus.NOT_FOUND,
  CHECK_NOT_FOUND: HttpStatus.NOT_FOUND,
  HINT_LIMIT: HttpStatus.CONFLICT,
  SOLUTION_MISSING: HttpStatus.CONFLICT,
  ANSWER_INVALID: HttpStatus.BAD_REQUEST,
  TERMINAL_NOT_FOUND: HttpStatus.NOT_FOUND,
  TERMINAL_LIMIT: HttpStatus.TOO_MANY_REQUESTS,
  RECORDING_MISSING: HttpStatus.NOT_FOUND,
  WEB_APP_MISSING: HttpStatus.SERVICE_UNAVAILABLE,
};

/** The status of an error of ours; errors of libraries are told by their family. */
export function statusOf(error: unknown): HttpStatus {
  if (error instanceof RequestError) return statuses[error.code];
  if (error instanceof UserError) return HttpStatus.BAD_REQUEST;
  if (error instanceof UnexpectedError) return HttpStatus.INTERNAL_SERVER_ERROR;
  if (error instanceof OperationalError) return HttpStatus.SERVICE_UNAVAILABLE;
  return HttpStatus.INTERNAL_SERVER_ERROR;
}
