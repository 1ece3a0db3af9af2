import type { WebSocket } from 'ws';

/** Shorter than the idle limit of common proxies (60 s); a lost browser is noticed within two. */
const pingEveryMs = 25_000;

/** Pings the browser, and drops the connection of one that has gone without a word. */
export function keepAlive(socket: WebSocket): void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    socket.ping();
  }, pingEveryMs);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}
