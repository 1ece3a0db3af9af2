/** A difference below this is the second that the Date header cuts off, and the way of the answer. */
const toleratedSkewMs = 2000;

let skewMs = 0;

/** Takes the server's time from the Date header of an answer: expiry is the server's decision. */
export function observeServerDate(header: string | null, nowMs = Date.now()): void {
  const serverMs = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(serverMs)) return;
  const differenceMs = serverMs - nowMs;
  skewMs = Math.abs(differenceMs) < toleratedSkewMs ? 0 : differenceMs;
}

/** The server's time as far as this browser can know it. */
export function serverNowMs(nowMs = Date.now()): number {
  return nowMs + skewMs;
}
