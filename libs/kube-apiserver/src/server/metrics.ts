import type { GroupVersionResource } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { Exchange } from '../endpoints/exchange.js';
import type { Handler } from '../endpoints/filter.js';
import { writeBody } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';
import type { Storage } from '../storage/storage.js';
import type { AuthMetrics } from './auth-metrics.js';
import { Histogram } from './histogram.js';

const exposition = 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores';

/** Upper bounds in seconds (apiserver `metrics.requestLatencies`). */
const requestLatencyBuckets = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45,
  60,
];

/** What upstream calls the verbs in its metrics: HTTP methods, where those say enough. */
const metricVerbs: Readonly<Record<string, string>> = {
  create: 'POST',
  update: 'PUT',
};

/** Type and value lines of metrics by name. */
type Samples = ReadonlyMap<string, { readonly type: string; readonly lines: readonly string[] }>;

/** What the server serves. */
interface Served {
  readonly resources: readonly ResourceInfo[];
  findResource(name: GroupVersionResource): ResourceInfo | undefined;
}

/**
 * The metrics of upstream's a learner looks for, by its names and labels. Only requests for
 * resources that are served are counted, so that no client can fill the memory with labels.
 */
export class RequestMetrics {
  private readonly totals = new Map<string, number>();

  private readonly durations = new Histogram(
    'apiserver_request_duration_seconds',
    requestLatencyBuckets,
  );

  constructor(
    private readonly served: Served,
    private readonly storage: Storage,
    private readonly startedAt: Date,
  ) {}

  /** Counts what becomes of each request for a resource, and how long it took. */
  counting(handler: Handler): Handler {
    return (exchange) => {
      if (this.isServed(exchange)) {
        const startedMs = performance.now();
        exchange.response.onClose(() => this.count(exchange, performance.now() - startedMs));
      }
      return handler(exchange);
    };
  }

  render(): string {
    const text = [...this.samples()].map(([name, { type, lines }]) =>
      [`# TYPE ${name} ${type}`, ...lines].join('\n'),
    );
    return `${text.join('\n')}\n`;
  }

  /** What the path names ends up in labels: it must be one of the names there are. */
  private isServed({ requestInfo }: Exchange): boolean {
    const { apiGroup: group, apiVersion: version, resource, subresource } = requestInfo;
    const info = this.served.findResource({ group, version, resource });
    if (info === undefined) return false;
    return subresource === '' || info.subresources.some(({ name }) => name === subresource);
  }

  private count(exchange: Exchange, durationMs: number): void {
    const labels = labelsOf(exchange);
    const total = `code="${exchange.response.statusCode}",${labels}`;
    this.totals.set(total, (this.totals.get(total) ?? 0) + 1);
    // Watches last as long as the client likes: upstream leaves them out too.
    if (exchange.requestInfo.verb !== 'watch') this.durations.observe(labels, durationMs / 1_000);
  }

  private samples(): Samples {
    const totals = [...this.totals].map(
      ([labels, value]) => `apiserver_request_total{${labels}} ${value}`,
    );
    return new Map([
      [this.durations.name, { type: 'histogram', lines: this.durations.render() }],
      ['apiserver_request_total', { type: 'counter', lines: totals.sort() }],
      ['apiserver_storage_objects', { type: 'gauge', lines: this.storageObjects() }],
      ['process_start_time_seconds', { type: 'gauge', lines: [this.startTime()] }],
    ]);
  }

  private storageObjects(): string[] {
    const { resources } = this.served;
    const stored = new Map(resources.map((info) => [groupResourceOf(info), info] as const));
    return [...stored]
      .map(([name, info]) => {
        return `apiserver_storage_objects{resource="${name}"} ${this.storage.count(info)}`;
      })
      .sort();
  }

  private startTime(): string {
    return `process_start_time_seconds ${this.startedAt.getTime() / 1_000}`;
  }
}

function groupResourceOf({ group, resource }: ResourceInfo): string {
  return group === '' ? resource : `${resource}.${group}`;
}

/** In upstream's order: by name. */
function labelsOf({ requestInfo, query }: Exchange): string {
  const { apiGroup, apiVersion, resource, subresource, verb, namespace, name } = requestInfo;
  const scope = name !== '' ? 'resource' : namespace !== '' ? 'namespace' : 'cluster';
  const labels = {
    component: 'apiserver',
    dry_run: query.get('dryRun') === 'All' ? 'All' : '',
    group: apiGroup,
    resource,
    scope,
    subresource,
    verb: metricVerbs[verb] ?? verb.toUpperCase(),
    version: apiVersion,
  };
  return Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',');
}

export function metricsRoute(metrics: RequestMetrics, authMetrics: AuthMetrics): Route {
  return {
    path: '/metrics',
    handler: (exchange) => {
      return writeBody(exchange, 200, exposition, `${authMetrics.render()}${metrics.render()}`);
    },
  };
}
