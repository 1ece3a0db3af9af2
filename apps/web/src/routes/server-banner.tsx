import { useSyncExternalStore } from 'react';
import { serverConnection } from '../api-client/server-connection';
import { Banner } from '../ui/banner';

/** Says that the server is away, and goes by itself when it is back. */
export function ServerBanner() {
  const reachable = useSyncExternalStore(serverConnection.subscribe, serverConnection.isReachable);
  if (reachable) return null;
  return (
    <Banner tone="fail" role="alert">
      <strong>The server does not answer.</strong> Your cluster and files are kept on it. If you
      started it yourself, check its window; this page goes on by itself once it is back.
    </Banner>
  );
}
