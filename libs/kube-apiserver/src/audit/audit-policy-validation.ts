import { isDNS1123Subdomain } from '@drillyard/kube-objects';
import { type FieldError, invalidValue, notSupported, required } from '../registry/field-error.js';
import {
  type AuditPolicy,
  type AuditPolicyRule,
  auditLevels,
  auditStages,
} from './audit-policy.js';

/** Apiserver `apis/audit/validation`. */
export function validateAuditPolicy({ rules, omitStages = [] }: AuditPolicy): FieldError[] {
  return [
    ...validateStages(omitStages, 'omitStages'),
    ...rules.flatMap((rule, index) => validateRule(rule, `rules[${index}]`)),
  ];
}

function validateRule(rule: AuditPolicyRule, path: string): FieldError[] {
  const { nonResourceURLs = [], resources = [], namespaces = [], omitStages = [] } = rule;
  const isMixed = nonResourceURLs.length > 0 && (resources.length > 0 || namespaces.length > 0);
  const urls = `${path}.nonResourceURLs`;
  const both = 'rules cannot apply to both regular resources and non-resource URLs';
  return [
    ...validateLevel(rule.level, `${path}.level`),
    ...nonResourceURLs.flatMap((url, index) => validateUrl(url, `${urls}[${index}]`)),
    ...validateResources(rule, `${path}.resources`),
    ...validateStages(omitStages, `${path}.omitStages`),
    ...(isMixed ? [invalidValue(urls, nonResourceURLs, both)] : []),
  ];
}

function validateLevel(level: string | undefined, path: string): FieldError[] {
  if (!level) return [required(path)];
  const levels: readonly string[] = auditLevels;
  return levels.includes(level) ? [] : [notSupported(path, level, auditLevels)];
}

function validateUrl(url: string, path: string): FieldError[] {
  if (url === '*') return [];
  const errors: FieldError[] = [];
  if (!url.startsWith('/')) {
    errors.push(invalidValue(path, url, "non-resource URL rules must begin with a '/' character"));
  }
  if (url.slice(0, -1).includes('*')) {
    const why = "non-resource URL wildcards '*' must be the final character of the rule";
    errors.push(invalidValue(path, url, why));
  }
  return errors;
}

/** Upstream's paths have no index here. */
function validateResources({ resources = [] }: AuditPolicyRule, path: string): FieldError[] {
  return resources.flatMap(({ group = '', resources: names = [], resourceNames = [] }) => {
    const mistakes = group === '' || group === '*' ? [] : isDNS1123Subdomain(group);
    const errors =
      mistakes.length > 0 ? [invalidValue(`${path}.group`, group, mistakes.join(','))] : [];
    if (resourceNames.length > 0 && names.length === 0) {
      const why = 'using resourceNames requires at least one resource';
      errors.push(invalidValue(`${path}.resourceNames`, resourceNames, why));
    }
    return errors;
  });
}

function validateStages(stages: readonly string[], path: string): FieldError[] {
  const known: readonly string[] = auditStages;
  return stages.flatMap((stage, index) =>
    known.includes(stage)
      ? []
      : [invalidValue(`${path}[${index}]`, stage, `allowed stages are ${known.join(',')}`)],
  );
}
