import { isDeepStrictEqual } from 'node:util';
import {
  isDNS1123Label,
  type KubeObject,
  type LabelRequirement,
  matchesLabels,
} from '@drillyard/kube-objects';
import { validatePodSpec } from '../core/pod-spec-validation.js';
import {
  type FieldError,
  fieldImmutableMessage,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
} from '../field-error.js';
import { validateLabels } from '../generic/object-meta-validation.js';
import { validateLabelSelector } from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';

/**
 * What goes for everything that makes pods of a template it selects by labels: deployments,
 * replica sets, daemon sets, stateful sets. `workload` is its name in upstream's messages.
 */
export function validateSelectorAndTemplate(spec: Draft, workload: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['replicas', 'minReadySeconds', 'revisionHistoryLimit']) {
    if ((spec[name] ?? 0) >= 0) continue;
    const detail = 'must be greater than or equal to 0';
    errors.push(invalidValue(`spec.${name}`, spec[name], detail));
  }
  const { selector, template = {} } = spec;
  const mismatch = '`selector` does not match template `labels`';
  const labels = template.metadata?.labels;
  if (selector === undefined) {
    errors.push(required('spec.selector'));
    errors.push(invalidValue('spec.template.metadata.labels', labels ?? null, mismatch));
  } else {
    errors.push(...validateLabelSelector(selector, 'spec.selector'));
    if (isEmpty(selector)) {
      const detail = `empty selector is invalid for ${workload}`;
      errors.push(invalidValue('spec.selector', selector, detail));
    } else if (!matchesLabels(requirementsOf(selector), labels)) {
      errors.push(invalidValue('spec.template.metadata.labels', labels ?? null, mismatch));
    }
  }
  errors.push(...validatePodTemplate(template));
  const { restartPolicy, activeDeadlineSeconds } = template.spec ?? {};
  if (restartPolicy !== 'Always') {
    errors.push(notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = 'activeDeadlineSeconds in ReplicaSet is not Supported';
    errors.push(forbiddenValue('spec.template.spec.activeDeadlineSeconds', detail));
  }
  return errors;
}

export function validatePodTemplate(template: Draft): FieldError[] {
  const labels = template['metadata']?.labels ?? {};
  return [
    ...validateLabels(labels, 'spec.template.metadata.labels'),
    ...validatePodSpec(template['spec'] ?? {}, 'spec.template.spec'),
  ];
}

export function validateSelectorUnchanged(draft: Draft, old: KubeObject): FieldError[] {
  const before = (old['spec'] as Draft)['selector'];
  const { selector } = draft['spec'];
  if (isDeepStrictEqual(selector, before)) return [];
  return [invalidValue('spec.selector', selector, fieldImmutableMessage)];
}

/** Upstream's hint that pods inherit the name. */
export function nameWarnings({ metadata }: Draft): string[] {
  const mistakes = isDNS1123Label(metadata.name);
  if (mistakes.length === 0) return [];
  return [
    `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${mistakes.join(' ')}]`,
  ];
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: Draft): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}

const operators: Readonly<Record<string, LabelRequirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

function requirementsOf({ matchLabels = {}, matchExpressions = [] }: Draft): LabelRequirement[] {
  return [
    ...Object.entries<string>(matchLabels).map(([key, value]): LabelRequirement => {
      return { key, operator: '=', values: [value] };
    }),
    ...matchExpressions.map(({ key, operator, values = [] }: Draft): LabelRequirement => {
      return { key, operator: operators[operator] ?? 'exists', values };
    }),
  ];
}
