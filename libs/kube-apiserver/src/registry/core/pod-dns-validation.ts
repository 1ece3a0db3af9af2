import { isDNS1123Subdomain } from '@drillyard/kube-objects';
import { type FieldError, invalidValue, invalidValues, required } from '../field-error.js';
import { validateIp } from '../ip-validation.js';
import type { Draft } from '../resource-strategy.js';

/** What a resolver of libc takes. */
const nameserversMax = 3;
const searchesMax = 32;
const searchLengthMax = 2_048;
const searchPattern = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*';
const searchMistake = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${searchPattern}')`;

export function validatePodDns({ dnsPolicy, dnsConfig }: Draft, parent: string): FieldError[] {
  const field = `${parent}.dnsConfig`;
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  if (dnsPolicy === 'None' && dnsConfig === undefined) {
    return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')];
  }
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    return [required(`${field}.nameservers`, detail)];
  }
  const errors: FieldError[] = [];
  if (nameservers.length > nameserversMax) {
    const detail = `must not have more than ${nameserversMax} nameservers`;
    errors.push(invalidValue(`${field}.nameservers`, nameservers, detail));
  }
  for (const [index, address] of nameservers.entries()) {
    errors.push(...validateIp(`${field}.nameservers[${index}]`, address));
  }
  return [
    ...errors,
    ...validateSearches(searches, `${field}.searches`),
    ...validateOptions(options, field),
  ];
}

function validateSearches(searches: readonly string[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (searches.length > searchesMax) {
    errors.push(
      invalidValue(field, searches, `must not have more than ${searchesMax} search paths`),
    );
  }
  if (searches.join(' ').length > searchLengthMax) {
    const detail = `must not have more than ${searchLengthMax} characters (including spaces) in the search list`;
    errors.push(invalidValue(field, searches, detail));
  }
  for (const [index, search] of searches.entries()) {
    const name = search.replace(/\.$/, '');
    if (search === '.' || new RegExp(`^${searchPattern}$`).test(name)) continue;
    errors.push(invalidValue(`${field}[${index}]`, name, searchMistake));
  }
  return errors;
}

function validateOptions(options: readonly Draft[], field: string): FieldError[] {
  return options.flatMap(({ name }, index) =>
    name ? [] : [required(`${field}.options[${index}]`, 'must not be empty')],
  );
}

export function validateHostAliases(aliases: readonly Draft[], field: string): FieldError[] {
  return aliases.flatMap(({ ip = '', hostnames = [] }, index) => [
    ...validateIp(`${field}[${index}].ip`, ip),
    ...hostnames.flatMap((name: string, at: number) =>
      invalidValues(`${field}[${index}].hostnames[${at}]`, name, isDNS1123Subdomain(name)),
    ),
  ]);
}
