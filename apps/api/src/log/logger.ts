import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * Structured log, one JSON object a line on stderr: stdout belongs to the one line with the
 * address. Secrets are never handed to it; the paths below are the second line of defence.
 */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: {
        paths: ['token', 'cookie', '*.token', '*.cookie', '*.headers.cookie', '*.kubeconfig'],
        censor: '[redacted]',
      },
    },
    pino.destination({ dest: process.stderr.fd, sync: true }),
  );
}
