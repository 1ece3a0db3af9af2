import { type AppErrorOptions, UserError } from '@drillyard/errors';

/** What can be wrong with a request. HTTP statuses and socket close codes are derived from it. */
export type RequestErrorCode =
  | 'REQUEST_INVALID'
  | 'NOT_LOGGED_IN'
  | 'LOGIN_TOKEN_INVALID'
  | 'OPERATOR_ONLY'
  | 'CROSS_ORIGIN_REQUEST'
  | 'NOT_FOUND'
  | 'LAB_NOT_FOUND'
  | 'LAB_UNAVAILABLE'
  | 'LAB_SESSION_NOT_FOUND'
  | 'LAB_SESSION_STATE'
  | 'LAB_SESSION_LIMIT'
  | 'SERVER_DRAINING'
  | 'EXTENSION_LIMIT'
  | 'EVENT_STREAM_LIMIT'
  | 'TASK_NOT_FOUND'
  | 'CHECK_NOT_FOUND'
  | 'HINT_LIMIT'
  | 'SOLUTION_MISSING'
  | 'ANSWER_INVALID'
  | 'TERMINAL_NOT_FOUND'
  | 'TERMINAL_LIMIT'
  | 'RECORDING_MISSING'
  | 'WEB_APP_MISSING';

/** The request cannot be answered as asked; the message names the object and the next step. */
export class RequestError extends UserError {
  declare readonly code: RequestErrorCode;

  constructor(code: RequestErrorCode, message: string, options?: AppErrorOptions) {
    super(code, message, options);
  }
}
