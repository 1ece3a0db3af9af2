import type { Exchange } from '../endpoints/exchange.js';
import { writeBody } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';

/** One thing that must work for the server to count as healthy. */
export interface HealthCheck {
  readonly name: string;
  /** Throws where it does not. */
  check(): void;
  /** Which endpoints ask it; all where it is left out. */
  readonly endpoints?: readonly HealthEndpoint[];
}

export type HealthEndpoint = 'healthz' | 'livez' | 'readyz';

const plainText = 'text/plain; charset=utf-8';

/** `/healthz`, `/livez` or `/readyz`, and each of its checks below it (apiserver `server/healthz`). */
export function healthRoutes(endpoint: HealthEndpoint, all: readonly HealthCheck[]): Route[] {
  const path = `/${endpoint}`;
  const checks = all.filter(({ endpoints }) => endpoints?.includes(endpoint) ?? true);
  return [
    { path, isExact: true, handler: (exchange) => answer(exchange, endpoint, checks) },
    ...checks.map((check) => ({
      path: `${path}/${check.name}`,
      isExact: true,
      handler: (exchange: Exchange) => answerOne(exchange, check),
    })),
  ];
}

async function answer(
  exchange: Exchange,
  name: string,
  checks: readonly HealthCheck[],
): Promise<void> {
  const excluded = new Set(exchange.query.getAll('exclude'));
  let failed = false;
  let report = '';
  for (const check of checks) {
    if (excluded.delete(check.name)) report += `[+]${check.name} excluded: ok\n`;
    else if (failure(check) === undefined) report += `[+]${check.name} ok\n`;
    else {
      failed = true;
      report += `[-]${check.name} failed: reason withheld\n`;
    }
  }
  if (excluded.size > 0) {
    const names = [...excluded].sort().map((unknown) => JSON.stringify(unknown));
    report += `warn: some health checks cannot be excluded: no matches for ${names.join(',')}\n`;
  }
  exchange.response.setHeader('X-Content-Type-Options', 'nosniff');
  if (failed) return writeBody(exchange, 500, plainText, `${report}${name} check failed\n`);
  const verbose = exchange.query.has('verbose');
  return writeBody(exchange, 200, plainText, verbose ? `${report}${name} check passed\n` : 'ok');
}

async function answerOne(exchange: Exchange, check: HealthCheck): Promise<void> {
  const why = failure(check);
  if (why === undefined) return writeBody(exchange, 200, plainText, 'ok');
  exchange.response.setHeader('X-Content-Type-Options', 'nosniff');
  return writeBody(exchange, 500, plainText, `internal server error: ${why}\n`);
}

function failure({ check }: HealthCheck): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
