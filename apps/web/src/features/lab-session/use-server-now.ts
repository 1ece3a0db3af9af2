import { useEffect, useState } from 'react';
import { serverNowMs } from '../../api-client/server-clock';

/** The server's time, looked at every `everyMs`. */
export function useServerNowMs(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => serverNowMs());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(serverNowMs()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
