import { isIP } from 'node:net';
import { isDNS1123Label, isDNS1123Subdomain } from '@drillyard/kube-objects';
import { validatePortName, validatePortNumber } from '../core/port-validation.js';
import {
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import { validateRequiredName, validateSubdomainField } from '../scalar-validation.js';

const classAnnotation = 'kubernetes.io/ingress.class';
const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];
const pathSequences = ['//', '/./', '/../', '%2f', '%2F'];
const pathSuffixes = ['/..', '/.'];
const wildcard = '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const wildcardMistake = `a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '${wildcard}')`;

/** Upstream's `ValidateIngressSpec`. */
export function validateIngress({ spec = {} }: Draft): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  const errors: FieldError[] = [];
  if (rules.length === 0 && defaultBackend === undefined) {
    const detail = 'either `defaultBackend` or `rules` must be specified';
    errors.push(invalidValue('spec', spec.rules ?? null, detail));
  }
  if (defaultBackend) errors.push(...validateBackend(defaultBackend, 'spec.defaultBackend'));
  return [
    ...errors,
    ...rules.flatMap((rule: Draft, index: number) => validateRule(rule, `spec.rules[${index}]`)),
    ...tls.flatMap((each: Draft, index: number) => validateTls(each, `spec.tls[${index}]`)),
    ...validateSubdomainField('spec.ingressClassName', ingressClassName),
  ];
}

export function validateClassAnnotation({ metadata, spec = {} }: Draft): FieldError[] {
  const value = metadata.annotations?.[classAnnotation];
  const { ingressClassName } = spec;
  if (value === undefined || ingressClassName === undefined || value === ingressClassName)
    return [];
  const detail = 'must match `ingressClassName` when both are specified';
  return [invalidValue(`annotations.${classAnnotation}`, value, detail)];
}

function validateHost(field: string, host: string): FieldError[] {
  if (!host.includes('*')) return invalidValues(field, host, isDNS1123Subdomain(host));
  return new RegExp(`^${wildcard}$`).test(host) ? [] : [invalidValue(field, host, wildcardMistake)];
}

function validateTls({ hosts = [], secretName }: Draft, field: string): FieldError[] {
  return [
    ...hosts.flatMap((host: string, index: number) =>
      validateHost(`${field}.hosts[${index}]`, host),
    ),
    ...validateSubdomainField(`${field}.secretName`, secretName),
  ];
}

function validateRule({ host = '', http }: Draft, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (isIP(host) !== 0) {
    errors.push(invalidValue(`${field}.host`, host, 'must be a DNS name, not an IP address'));
  }
  if (host !== '') errors.push(...validateHost(`${field}.host`, host));
  if (http === undefined) return errors;
  const paths: Draft[] = http.paths ?? [];
  if (paths.length === 0) errors.push(required(`${field}.http.paths`));
  return [
    ...errors,
    ...paths.flatMap((path, index) => validatePath(path, `${field}.http.paths[${index}]`)),
  ];
}

function validatePath({ path = '', pathType, backend = {} }: Draft, field: string): FieldError[] {
  if (pathType === undefined) return [required(`${field}.pathType`, 'pathType must be specified')];
  const errors: FieldError[] = [];
  const isAnyway = pathType === 'ImplementationSpecific';
  if (!pathTypes.includes(pathType)) {
    errors.push(notSupported(`${field}.pathType`, pathType, pathTypes));
  } else if (!path.startsWith('/') && !(isAnyway && path === '')) {
    errors.push(invalidValue(`${field}.path`, path, 'must be an absolute path'));
  }
  if (['Exact', 'Prefix'].includes(pathType)) {
    const sequences = pathSequences.filter((sequence) => path.includes(sequence));
    const suffixes = pathSuffixes.filter((suffix) => path.endsWith(suffix));
    const details = [
      ...sequences.map((sequence) => `must not contain '${sequence}'`),
      ...suffixes.map((suffix) => `cannot end with '${suffix}'`),
    ];
    errors.push(...invalidValues(`${field}.path`, path, details));
  }
  return [...errors, ...validateBackend(backend, `${field}.backend`)];
}

function validateBackend({ service, resource }: Draft, field: string): FieldError[] {
  if (resource && service) {
    return [invalidValue(field, '', 'cannot set both resource and service backends')];
  }
  if (resource) {
    return ['kind', 'name'].flatMap((name) =>
      resource[name] ? [] : [required(`${field}.resource.${name}`)],
    );
  }
  if (!service) return [invalidValue(field, '', 'resource or service backend is required')];
  const errors = validateRequiredName(`${field}.service.name`, service.name, isDNS1123Label);
  const { name, number } = service.port ?? {};
  const path = `${field}.service.port`;
  if (name && number) {
    errors.push(invalidValue(field, '', 'cannot set both port name & port number'));
  } else if (name) errors.push(...invalidValues(`${path}.name`, name, validatePortName(name)));
  else if (number) errors.push(...validatePortNumber(`${path}.number`, number));
  else errors.push(required(field, 'port name or number is required'));
  return errors;
}
