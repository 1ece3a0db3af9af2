import { AuthenticationError, type Authenticator } from '../../authentication/authenticator.js';
import { unauthorized } from '../../status-error.js';
import type { Filter } from '../filter.js';

/** Finds out who makes the request, or answers 401 (apiserver `WithAuthentication`). */
export function withAuthentication(authenticator: Authenticator): Filter {
  return async (exchange, next) => {
    const { headers, rawHeaders } = exchange.request;
    const { path, clientCertificates } = exchange;
    try {
      const credentials = { headers, rawHeaders, path, clientCertificates };
      const result = await authenticator.authenticate(credentials);
      if (result === undefined) throw unauthorized();
      exchange.user = result.user;
    } catch (error) {
      if (error instanceof AuthenticationError) throw unauthorized();
      throw error;
    }
    // The credential has served: nothing behind this point can leak it.
    delete headers.authorization;
    return next(exchange);
  };
}
