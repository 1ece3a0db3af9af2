import { FlagValueError, parseFlagValue } from '../../options/flag-value.js';
import { badRequest } from '../../status-error.js';
import type { Filter } from '../filter.js';
import { isLongRunning } from '../request-info.js';

/**
 * How long a request may take at most (upstream `--request-timeout`): so long a client that sends
 * its body drop by drop holds its share of the server.
 */
const requestTimeoutMsMax = 60_000;

/** Reads until when the client has to have sent its body (apiserver `WithRequestDeadline`). */
export const withRequestDeadline: Filter = (exchange, next) => {
  const { requestInfo, query } = exchange;
  if (!isLongRunning(requestInfo)) exchange.timeoutMs = timeoutMsOf(query);
  return next(exchange);
};

/** What the query asks for; zero, or more than the maximum, is the maximum. */
function timeoutMsOf(query: URLSearchParams): number {
  const text = query.get('timeout') ?? '';
  if (text === '') return requestTimeoutMsMax;
  try {
    const askedMs = Number(parseFlagValue('duration', text));
    return askedMs > 0 ? Math.min(askedMs, requestTimeoutMsMax) : requestTimeoutMsMax;
  } catch (error) {
    if (!(error instanceof FlagValueError)) throw error;
    throw badRequest(`invalid timeout specified in the request URL - ${error.message}`);
  }
}
