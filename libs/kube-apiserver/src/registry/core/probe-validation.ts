import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import { validateNonNegative } from '../scalar-validation.js';
import { validatePort } from './port-validation.js';

const schemes = ['HTTP', 'HTTPS'];
const headerMistake =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

export type ProbeName = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

export function validateProbe(
  probe: Draft | undefined,
  name: ProbeName,
  container: string,
): FieldError[] {
  if (probe === undefined) return [];
  const field = `${container}.${name}`;
  const errors = validateHandler(probe, field, undefined);
  for (const key of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    errors.push(...validateNonNegative(`${field}.${key}`, probe[key]));
  }
  const { terminationGracePeriodSeconds: grace, successThreshold } = probe;
  const graceField = `${field}.terminationGracePeriodSeconds`;
  if (grace !== undefined && grace <= 0) {
    errors.push(invalidValue(graceField, grace, 'must be greater than 0'));
  }
  if (name === 'readinessProbe' && grace !== undefined) {
    errors.push(invalidValue(graceField, grace, 'must not be set for readinessProbes'));
  }
  if (name !== 'readinessProbe' && successThreshold !== 1) {
    errors.push(invalidValue(`${field}.successThreshold`, successThreshold, 'must be 1'));
  }
  return errors;
}

/** What a container does after it has started and before it stops. */
export function validateLifecycle(
  { postStart, preStop }: Draft,
  field: string,
  graceSeconds: number | undefined,
): FieldError[] {
  return [
    ...(postStart ? validateHandler(postStart, `${field}.postStart`, graceSeconds) : []),
    ...(preStop ? validateHandler(preStop, `${field}.preStop`, graceSeconds) : []),
  ];
}

/** Exactly one of what a kubelet can do to a container. */
function validateHandler(
  { exec, httpGet, tcpSocket, grpc, sleep }: Draft,
  field: string,
  graceSeconds: number | undefined,
): FieldError[] {
  const handlers: [string, Draft | undefined, (action: Draft, path: string) => FieldError[]][] = [
    ['exec', exec, validateExec],
    ['httpGet', httpGet, validateHttpGet],
    ['tcpSocket', tcpSocket, ({ port }, path) => validatePort(`${path}.port`, port)],
    ['grpc', grpc, ({ port }, path) => validatePort(`${path}.port`, port)],
    ['sleep', sleep, ({ seconds }, path) => validateSleep(seconds, path, graceSeconds)],
  ];
  const [first, ...others] = handlers.filter(([, action]) => action !== undefined);
  if (first === undefined) return [required(field, 'must specify a handler type')];
  const [name, action = {}, validate] = first;
  return [
    ...validate(action, `${field}.${name}`),
    ...others.map(([other]) =>
      forbiddenValue(`${field}.${other}`, 'may not specify more than 1 handler type'),
    ),
  ];
}

function validateExec({ command = [] }: Draft, field: string): FieldError[] {
  return command.length === 0 ? [required(`${field}.command`)] : [];
}

function validateHttpGet(
  { path = '', port, scheme, httpHeaders = [] }: Draft,
  field: string,
): FieldError[] {
  return [
    ...(path === '' ? [required(`${field}.path`)] : []),
    ...validatePort(`${field}.port`, port),
    ...(schemes.includes(scheme) ? [] : [notSupported(`${field}.scheme`, scheme, schemes)]),
    ...httpHeaders.flatMap(({ name = '' }: Draft) =>
      invalidValues(
        `${field}.httpHeaders`,
        name,
        /^[-A-Za-z0-9]+$/.test(name) ? [] : [headerMistake],
      ),
    ),
  ];
}

function validateSleep(seconds: number, field: string, graceSeconds = 0): FieldError[] {
  if (seconds >= 0 && seconds <= graceSeconds) return [];
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`;
  return [invalidValue(field, seconds, detail)];
}
