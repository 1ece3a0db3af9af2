import { findResource } from '@drillyard/kube-schema';
import type { Handler } from '../endpoints/filter.js';
import { writeBody } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';
import type { AuthMetrics } from './auth-metrics.js';

const exposition = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * The few of upstream's metrics a learner looks for: requests by verb, resource and code. Only
 * resources that are served are counted, so that no client can fill the memory with labels.
 */
export class RequestMetrics {
  private readonly totals = new Map<string, number>();

  count(verb: string, resource: string, code: number): void {
    const labels = `code="${code}",resource="${resource}",verb="${verb.toUpperCase()}"`;
    this.totals.set(labels, (this.totals.get(labels) ?? 0) + 1);
  }

  /** Counts what becomes of each request for a resource. */
  counting(handler: Handler): Handler {
    return (exchange) => {
      const { response, requestInfo } = exchange;
      const { apiGroup: group, apiVersion: version, resource, verb } = requestInfo;
      if (findResource({ group, version, resource }) !== undefined) {
        response.onClose(() => this.count(verb, resource, response.statusCode));
      }
      return handler(exchange);
    };
  }

  render(): string {
    const name = 'apiserver_request_total';
    const lines = [...this.totals].map(([labels, value]) => `${name}{${labels}} ${value}`).sort();
    return [`# TYPE ${name} counter`, ...lines, ''].join('\n');
  }
}

export function metricsRoute(metrics: RequestMetrics, authMetrics: AuthMetrics): Route {
  return {
    path: '/metrics',
    handler: (exchange) => {
      return writeBody(exchange, 200, exposition, `${authMetrics.render()}${metrics.render()}`);
    },
  };
}
