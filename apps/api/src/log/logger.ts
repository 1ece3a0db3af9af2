import { writeSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import { toTextLine } from './text-log.js';

export type { Logger } from 'pino';

export type LogFormat = 'json' | 'text';

/**
 * Structured log, one JSON object a line on stderr: stdout belongs to the one line with the
 * address. As text it is for a person at a terminal. Secrets are never handed to it; the paths below are the second line of defence.
 */
export function createLogger(level: string, format: LogFormat = 'json'): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: {
        paths: ['token', 'cookie', '*.token', '*.cookie', '*.headers.cookie', '*.kubeconfig'],
        censor: '[redacted]',
      },
    },
    format === 'text' ? textOnStderr : pino.destination({ dest: process.stderr.fd, sync: true }),
  );
}

const textOnStderr = {
  write(record: string): void {
    const line = toTextLine(record);
    if (line !== undefined) writeSync(process.stderr.fd, line);
  },
};
