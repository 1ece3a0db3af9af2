import { isDeepStrictEqual } from 'node:util';
import { isDNS1123Label, type KubeObject, matchesLabels } from '@drillyard/kube-objects';
import { validatePodSpec } from '../core/pod-spec-validation.js';
import { podWarnings } from '../core/pod-warnings.js';
import {
  type FieldError,
  fieldImmutableMessage,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
} from '../field-error.js';
import { validateAnnotations, validateLabels } from '../generic/object-meta-validation.js';
import { requirementsOf, validateLabelSelector } from '../label-selector-validation.js';
import type { Draft } from '../resource-strategy.js';

/** Differences between the kinds, in upstream's messages. */
interface Workload {
  /** As in `empty selector is invalid for deployment`. */
  readonly word: string;
  /** As in `activeDeadlineSeconds in ReplicaSet is not Supported`. */
  readonly kind: string;
  /** Said of a selector that is none; undefined where upstream says nothing more. */
  readonly badSelector?: string;
  /** Not of daemon sets: without one they select nothing. */
  readonly needsSelector?: false;
}

export const workloads = {
  deployment: { word: 'deployment', kind: 'ReplicaSet', badSelector: 'invalid label selector' },
  daemonSet: { word: 'daemonset', kind: 'DaemonSet', needsSelector: false },
  statefulSet: { word: 'statefulset', kind: 'StatefulSet', badSelector: '' },
} as const satisfies Readonly<Record<string, Workload>>;

/**
 * What goes for everything that makes pods of a template it selects by labels: deployments,
 * replica sets, daemon sets, stateful sets.
 */
export function validateSelectorAndTemplate(spec: Draft, workload: Workload): FieldError[] {
  const { selector, template = {} } = spec;
  const errors: FieldError[] = [];
  if (selector === undefined) {
    if (workload.needsSelector !== false) errors.push(required('spec.selector'));
  } else {
    errors.push(...validateLabelSelector(selector, 'spec.selector'));
    if (errors.length > 0) {
      const { badSelector } = workload;
      if (badSelector !== undefined) {
        errors.push(invalidValue('spec.selector', selector, badSelector));
        return errors;
      }
      return [...errors, ...validateTemplate(template, workload)];
    }
    if (isEmpty(selector)) {
      const detail = `empty selector is invalid for ${workload.word}`;
      errors.push(invalidValue('spec.selector', selector, detail));
    }
  }
  const labels = template.metadata?.labels;
  const isMatched =
    selector !== undefined &&
    (isEmpty(selector) || matchesLabels(requirementsOf(selector), labels));
  if (!isMatched) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalidValue('spec.template.metadata.labels', labels ?? null, detail));
  }
  return [...errors, ...validateTemplate(template, workload)];
}

function validateTemplate(template: Draft, { kind }: Workload): FieldError[] {
  const errors = validatePodTemplate(template);
  const { restartPolicy, activeDeadlineSeconds } = template['spec'] ?? {};
  if (restartPolicy !== 'Always') {
    errors.push(notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(forbiddenValue('spec.template.spec.activeDeadlineSeconds', detail));
  }
  return errors;
}

/** Upstream leaves `metadata` out of the paths. */
export function validatePodTemplate(template: Draft, field = 'spec.template'): FieldError[] {
  const { labels = {}, annotations = {} } = template['metadata'] ?? {};
  return [
    ...validateLabels(labels, `${field}.labels`),
    ...validateAnnotations(annotations, `${field}.annotations`),
    ...validatePodSpec(template['spec'] ?? {}, `${field}.spec`),
  ];
}

export function validateSelectorUnchanged(draft: Draft, old: KubeObject): FieldError[] {
  const before = (old['spec'] as Draft)['selector'];
  const { selector } = draft['spec'];
  if (isDeepStrictEqual(selector, before)) return [];
  return [invalidValue('spec.selector', selector, fieldImmutableMessage)];
}

/** Hints about the pods to come. */
export function templateWarnings({ spec = {} }: Draft): string[] {
  return podWarnings(spec.template ?? {}, 'spec.template.');
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
