import type { ConnectionUpgrade, UpgradedConnection } from '../endpoints/connection-upgrade.js';
import type { Exchange } from '../endpoints/exchange.js';
import { badRequest } from '../status-error.js';
import { isUpgradeRequest } from './websocket-upgrade.js';

/**
 * Opens, on a connection that HTTP has let go, the streams of a protocol already agreed on.
 * Undefined where the client did not do its part: the connection is over then. `stopping` ends it.
 */
export type OpenCarrier<Streams> = (
  connection: UpgradedConnection,
  stopping: AbortSignal,
) => Promise<Streams | undefined>;

/** What a kubelet's streaming server answers in plain text before a connection changes protocol. */
export class StreamRefusal extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
    readonly headers: Readonly<Record<string, string | readonly string[]>> = {},
  ) {
    super(message);
  }
}

/** Upstream's proxy takes nothing but upgrades here (apimachinery `UpgradeAwareHandler`). */
export function requireUpgrade(exchange: Exchange): ConnectionUpgrade {
  const { upgrade } = exchange;
  if (upgrade !== undefined && isUpgradeRequest(exchange)) return upgrade;
  throw badRequest('Upgrade request required');
}
