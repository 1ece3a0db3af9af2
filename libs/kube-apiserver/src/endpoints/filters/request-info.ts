import { badRequest } from '../../status-error.js';
import type { Filter } from '../filter.js';
import { RequestInfoError, readRequestInfo } from '../request-info.js';

/** Reads what the request is about (apiserver `WithRequestInfo`). */
export const withRequestInfo: Filter = (exchange, next) => {
  const { method, url } = exchange.request;
  exchange.path = decodePath(url);
  try {
    exchange.requestInfo = readRequestInfo(method, exchange.path, exchange.query);
  } catch (error) {
    if (error instanceof RequestInfoError) throw badRequest(error.message);
    throw error;
  }
  return next(exchange);
};

/** Decoded once, for authorization and routing alike: they must never differ. */
function decodePath(url: string): string {
  const [path = ''] = url.split('?', 1);
  try {
    return decodeURIComponent(path);
  } catch {
    throw badRequest(`invalid URL escape in ${JSON.stringify(path)}`);
  }
}
