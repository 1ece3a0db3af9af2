import type { LogOptions } from '@drillyard/cluster';
import { type FieldError, forbiddenValue, invalidValue } from '../registry/field-error.js';
import { badRequest, invalid } from '../status-error.js';
import { readBoolean, readInteger } from './query-values.js';

const greaterThanZero = 'must be greater than 0';

/**
 * `v1.PodLogOptions` of a query, checked (`ValidatePodLogOptions`). `stream` is behind a gate that
 * is off in 1.36 (PodLogsQuerySplitStreams).
 */
export function readLogOptions(
  query: URLSearchParams,
  podName: string,
  now: Date,
): Omit<LogOptions, 'signal'> {
  const tailLines = readInteger(query, 'tailLines');
  const limitBytes = readInteger(query, 'limitBytes');
  const sinceSeconds = readInteger(query, 'sinceSeconds');
  const sinceTime = readTime(query.get('sinceTime'));
  const errors: FieldError[] = [];
  if (tailLines !== undefined && tailLines < 0) {
    const detail = 'must be greater than or equal to 0';
    errors.push(invalidValue('tailLines', tailLines, detail));
  }
  if (limitBytes !== undefined && limitBytes < 1) {
    errors.push(invalidValue('limitBytes', limitBytes, greaterThanZero));
  }
  if (sinceSeconds !== undefined && sinceTime !== undefined) {
    const detail = 'at most one of `sinceTime` or `sinceSeconds` may be specified';
    errors.push(forbiddenValue('[]', detail));
  } else if (sinceSeconds !== undefined && sinceSeconds < 1) {
    errors.push(invalidValue('sinceSeconds', sinceSeconds, greaterThanZero));
  }
  if (query.has('stream')) errors.push(forbiddenValue('stream', 'may not be specified'));
  if (errors.length > 0) throw invalid({ group: '', kind: 'PodLogOptions' }, podName, errors);
  const since =
    sinceSeconds === undefined ? sinceTime : new Date(now.getTime() - sinceSeconds * 1_000);
  return {
    follow: readBoolean(query, 'follow'),
    previous: readBoolean(query, 'previous'),
    timestamps: readBoolean(query, 'timestamps'),
    ...(since !== undefined && { since }),
    ...(tailLines !== undefined && { tailLines }),
    ...(limitBytes !== undefined && { limitBytes }),
  };
}

function readTime(text: string | null): Date | undefined {
  if (text === null || text === '') return undefined;
  const isRfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = new Date(text);
  if (isRfc3339 && !Number.isNaN(time.getTime())) return time;
  const layout = '2006-01-02T15:04:05Z07:00';
  throw badRequest(
    `parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(text)} as "2006"`,
  );
}
