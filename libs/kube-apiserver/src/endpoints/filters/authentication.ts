import { AuthenticationError, type Authenticator } from '../../authentication/authenticator.js';
import { type StatusError, unauthorized } from '../../status-error.js';
import type { Exchange } from '../exchange.js';
import type { Filter } from '../filter.js';

/**
 * Finds out who makes the request, or answers 401 (apiserver `WithAuthentication`). `onRefused`
 * hears of each 401 before it is answered.
 */
export function withAuthentication(
  authenticator: Authenticator,
  onRefused: (exchange: Exchange, refusal: StatusError) => void = () => undefined,
): Filter {
  const refusing = (exchange: Exchange): StatusError => {
    const refusal = unauthorized();
    onRefused(exchange, refusal);
    return refusal;
  };
  return async (exchange, next) => {
    const { headers, rawHeaders } = exchange.request;
    const { path, clientCertificates } = exchange;
    try {
      const credentials = { headers, rawHeaders, path, clientCertificates };
      const result = await authenticator.authenticate(credentials);
      if (result === undefined) throw refusing(exchange);
      exchange.user = result.user;
      exchange.audit.addAnnotations(result.auditAnnotations ?? {});
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      exchange.audit.addAnnotations(error.auditAnnotations);
      throw refusing(exchange);
    }
    // The credential has served: nothing behind this point can leak it.
    delete headers.authorization;
    return next(exchange);
  };
}
