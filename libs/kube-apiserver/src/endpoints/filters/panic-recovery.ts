import { internalError, notAcceptable, StatusError } from '../../status-error.js';
import type { Exchange } from '../exchange.js';
import type { Filter } from '../filter.js';
import { negotiateOutput, type OutputMediaType, offers } from '../media-type.js';
import { writeStatus } from '../response-writer.js';

/**
 * Turns whatever the chain throws into a Status. An error that is none of ours is told to
 * `onUnexpected` and to the client only as much as upstream tells.
 */
export function withPanicRecovery(onUnexpected: (error: unknown) => void): Filter {
  return async (exchange, next) => {
    try {
      await next(exchange);
    } catch (error) {
      if (!(error instanceof StatusError)) onUnexpected(error);
      if (exchange.response.headersSent) {
        exchange.response.destroy();
        return;
      }
      await writeError(exchange, error);
    }
  };
}

async function writeError(exchange: Exchange, error: unknown): Promise<void> {
  const status = error instanceof StatusError ? error : internalError('unexpected error');
  for (const [name, value] of Object.entries(status.headers)) {
    exchange.response.setHeader(name, value);
  }
  if (status.code === 403) {
    exchange.response.setHeader('X-Content-Type-Options', 'nosniff');
  }
  await writeStatus(exchange, status.toStatus(), errorFormat(exchange));
}

/** A client that accepts nothing we write gets its error in JSON. */
function errorFormat(exchange: Exchange): OutputMediaType {
  try {
    return { format: negotiateOutput(exchange.header('accept'), offers.plain).format };
  } catch (error) {
    if (error instanceof StatusError && error.code === notAcceptable([]).code) {
      return { format: 'json' };
    }
    throw error;
  }
}
