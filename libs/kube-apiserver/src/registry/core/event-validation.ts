import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import { type FieldError, fieldImmutableMessage, invalidValue, required } from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import { validateQualifiedNameField } from '../scalar-validation.js';

/** Longest texts of an event that says when it happened (`events.k8s.io`). */
const longest = { reportingInstance: 128, action: 128, reason: 128, message: 1_024 };

/**
 * What every event must be (upstream `legacyValidateEvent`); `reporter` is the reporting
 * component's field in the version the client speaks.
 */
export function validateAnyEvent(event: Draft, reporter: string): FieldError[] {
  const { metadata, involvedObject = {}, eventTime } = event;
  const { namespace = '' } = involvedObject;
  const isElsewhere = namespace !== '' && namespace !== metadata.namespace;
  const clusterWide = eventTime ? ['default', 'kube-system'] : ['default'];
  const isMissing = namespace === '' && !clusterWide.includes(metadata.namespace);
  const errors: FieldError[] = [];
  if (isMissing || (isElsewhere && !eventTime)) {
    const detail = 'does not match event.namespace';
    errors.push(invalidValue('involvedObject.namespace', namespace, detail));
  }
  if (!eventTime) return errors;
  const component: string = event['reportingComponent'] ?? '';
  if (component === '') errors.push(required(reporter));
  errors.push(...validateQualifiedNameField(reporter, component));
  for (const [name, max] of Object.entries(longest)) {
    const text: string = event[name] ?? '';
    if (text === '' && name !== 'message') errors.push(required(name));
    if (text.length > max) {
      errors.push(invalidValue(name, '', `can have at most ${max} characters`));
    }
  }
  return errors;
}

/** And what one must be that is new in events.k8s.io/v1: nothing of the old times. */
export function validateNewEvent(event: Draft): FieldError[] {
  const { series, eventTime, type = '', source } = event;
  const errors = validateSeries(series);
  if (!eventTime) errors.push(required('eventTime'));
  if (!['Normal', 'Warning'].includes(type)) {
    errors.push(invalidValue('type', '', `has invalid value: ${type}`));
  }
  for (const name of ['firstTimestamp', 'lastTimestamp', 'count']) {
    if (event[name]) errors.push(invalidValue(name, '', 'needs to be unset'));
  }
  if (!source?.component && !source?.host) return errors;
  return [...errors, invalidValue('source', '', 'needs to be unset')];
}

function validateSeries(series: Draft | undefined): FieldError[] {
  if (series === undefined) return [];
  const { count = 0, lastObservedTime } = series;
  const errors: FieldError[] = [];
  if (count < 2) errors.push(invalidValue('series.count', '', 'should be at least 2'));
  if (!lastObservedTime) errors.push(required('series.lastObservedTime'));
  return errors;
}

/** Only how often it happened may change. */
const fixedFields = [
  ...['involvedObject', 'reason', 'message', 'source', 'firstTimestamp', 'lastTimestamp', 'count'],
  ...['reason', 'type', 'eventTime', 'action', 'related'],
];

export function validateEventUpdate(event: Draft, old: KubeObject): FieldError[] {
  const errors = isDeepStrictEqual(event['series'], old['series'])
    ? []
    : validateSeries(event['series']);
  const names = [...fixedFields, 'reportingComponent', 'reportingInstance'];
  const changed = names.filter(
    (name) => !isDeepStrictEqual(event[name] ?? null, old[name] ?? null),
  );
  return [
    ...errors,
    ...changed.map((name) => {
      const field = name === 'reportingComponent' ? 'reportingController' : name;
      return invalidValue(field, event[name] ?? null, fieldImmutableMessage);
    }),
  ];
}
