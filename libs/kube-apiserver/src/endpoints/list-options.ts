import {
  type FieldSelector,
  type LabelSelector,
  parseFieldSelector,
  parseLabelSelector,
  requiredFieldValue,
  SelectorSyntaxError,
} from '@drillyard/kube-objects';
import { type FieldError, forbiddenValue, notSupported } from '../registry/field-error.js';
import { badRequest, invalid, unknownError } from '../status-error.js';
import type { Exchange } from './exchange.js';
import { readBoolean, readInteger } from './write-options.js';

/** What the query of a list, a watch or a deletecollection says (metav1 `ListOptions`). */
export interface ListOptions {
  readonly labelSelector: LabelSelector;
  readonly fieldSelector: FieldSelector;
  /** Undefined where it is not given; 0 means any. */
  readonly resourceVersion?: number;
  readonly resourceVersionMatch: '' | 'Exact' | 'NotOlderThan';
  readonly limit: number;
  readonly continue: string;
  readonly allowWatchBookmarks: boolean;
  readonly sendInitialEvents?: boolean;
  readonly timeoutSeconds?: number;
}

/** Throws 400 or 422 in upstream's words. `name` is that of the path of a single-object watch. */
export function readListOptions(exchange: Exchange, watch: boolean): ListOptions {
  const { query } = exchange;
  const match = query.get('resourceVersionMatch') ?? '';
  const resourceVersion = query.get('resourceVersion') ?? '';
  const sendInitialEvents = readBoolean(query, 'sendInitialEvents');
  const errors = watch
    ? validateWatch(query, match, sendInitialEvents)
    : validateList(query, match, resourceVersion, sendInitialEvents);
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', errors);
  const timeoutSeconds = readInteger(query, 'timeoutSeconds');
  return {
    labelSelector: readSelector(query.get('labelSelector'), parseLabelSelector),
    fieldSelector: nameChecked(
      readSelector(query.get('fieldSelector'), parseFieldSelector),
      exchange.requestInfo.name,
    ),
    ...(resourceVersion === '' ? {} : { resourceVersion: readVersion(resourceVersion, watch) }),
    resourceVersionMatch: match === 'Exact' || match === 'NotOlderThan' ? match : '',
    limit: Math.max(0, readInteger(query, 'limit') ?? 0),
    continue: query.get('continue') ?? '',
    allowWatchBookmarks: readBoolean(query, 'allowWatchBookmarks') ?? false,
    ...(sendInitialEvents === undefined ? {} : { sendInitialEvents }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}

function validateList(
  query: URLSearchParams,
  match: string,
  resourceVersion: string,
  sendInitialEvents: boolean | undefined,
): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (detail: string) => errors.push(forbiddenValue('resourceVersionMatch', detail));
  if (match !== '') {
    if (resourceVersion === '') {
      refuse('resourceVersionMatch is forbidden unless resourceVersion is provided');
    }
    if (query.get('continue'))
      refuse('resourceVersionMatch is forbidden when continue is provided');
    if (!['Exact', 'NotOlderThan'].includes(match)) {
      errors.push(notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']));
    }
    if (match === 'Exact' && resourceVersion === '0') {
      refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
    }
  }
  if (sendInitialEvents !== undefined) {
    errors.push(forbiddenValue('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  return errors;
}

function validateWatch(
  query: URLSearchParams,
  match: string,
  sendInitialEvents: boolean | undefined,
): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (detail: string) => errors.push(forbiddenValue('resourceVersionMatch', detail));
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    refuse('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  }
  if (match !== '') {
    if (sendInitialEvents === undefined) {
      refuse('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
    }
    if (match !== 'NotOlderThan') {
      errors.push(notSupported('resourceVersionMatch', match, ['NotOlderThan']));
    }
    if (query.get('continue'))
      refuse('resourceVersionMatch is forbidden when continue is provided');
  }
  return errors;
}

function readSelector<T>(text: string | null, parse: (text: string) => T): T {
  try {
    return parse(text ?? '');
  } catch (error) {
    if (error instanceof SelectorSyntaxError) throw badRequest(error.message);
    throw error;
  }
}

/** A path that names an object and a selector must mean the same one. */
function nameChecked(selector: FieldSelector, name: string): FieldSelector {
  if (name === '') return selector;
  if (selector.length === 0) return [{ field: 'metadata.name', operator: '=', value: name }];
  if (requiredFieldValue(selector, 'metadata.name') === name) return selector;
  throw badRequest("fieldSelector metadata.name doesn't match requested name");
}

function readVersion(text: string, watch: boolean): number {
  const isInteger = /^\d+$/.test(text);
  if (isInteger && Number.isSafeInteger(Number(text))) return Number(text);
  const quoted = JSON.stringify(text);
  const mistake = isInteger ? 'value out of range' : 'invalid syntax';
  const why = `resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: ${mistake}`;
  // A watch reaches the storage with it, whose errors have no reason.
  throw watch ? unknownError(why) : badRequest(`invalid resource version: ${why}`);
}
