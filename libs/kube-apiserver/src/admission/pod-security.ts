import { formatGroupResource, type KubeObject } from '@drillyard/kube-objects';
import {
  forbiddenDetail,
  formatLevelVersion,
  isFullyPrivileged,
  type LevelVersion,
  type NamespacePolicy,
  namespacePolicy,
  type Pod,
  podSecurityPrefix,
  privileged,
  violations,
} from '@drillyard/pod-security';
import { goQuote } from '@drillyard/rbac';
import { aggregateMessage } from '../registry/field-error.js';
import { internalError } from '../status-error.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';
import {
  defaultPodSecurityConfiguration,
  type PodSecurityConfiguration,
} from './pod-security-configuration.js';
import { existingPodWarnings } from './pod-security-existing-pods.js';
import { fieldErrorOf, validateNamespaceLabels } from './pod-security-namespaces.js';
import { hasPodTemplate, podTemplate } from './pod-security-templates.js';
import { isSignificantPodUpdate } from './pod-security-updates.js';
import { admissionForbidden } from './pod-under-admission.js';

const namespaces = { group: '', resource: 'namespaces' };
const pods = { group: '', resource: 'pods' };

/** What is done at these does not change a pod; all others are looked at. */
const ignoredPodSubresources = [
  'exec',
  'attach',
  'binding',
  'eviction',
  'log',
  'portforward',
  'proxy',
  'status',
];

type Exemption = 'namespace' | 'user' | 'runtimeClass';

/**
 * Holds pods to the level their namespace asks for by its labels, and tells who writes a workload
 * what would become of its pods (upstream `pod-security-admission/admission`).
 */
export class PodSecurity implements AdmissionPlugin {
  readonly name = 'PodSecurity';

  constructor(
    private readonly reader: ObjectReader,
    private readonly now: () => Date,
    private readonly configuration: PodSecurityConfiguration = defaultPodSecurityConfiguration,
  ) {}

  validate(attributes: AdmissionAttributes): void {
    const { operation, subresource } = attributes;
    if (operation !== 'CREATE' && operation !== 'UPDATE') return;
    const resource = formatGroupResource(attributes);
    if (resource === 'namespaces') {
      if (subresource === '') this.validateNamespace(attributes);
    } else if (resource === 'pods') {
      if (!ignoredPodSubresources.includes(subresource)) this.validatePod(attributes);
    } else if (hasPodTemplate(resource) && subresource === '') {
      this.validateWorkload(attributes, resource);
    }
  }

  private validateNamespace(attributes: AdmissionAttributes): void {
    const { name } = attributes;
    validateNamespaceLabels(attributes, {
      defaults: this.configuration.defaults,
      isExempt: this.configuration.exemptions.namespaces.includes(name),
      existingPodWarnings: (enforce) =>
        existingPodWarnings(name, this.reader.list(pods, name), enforce, {
          isExempt: (pod) => this.isRuntimeClassExempt(pod),
          now: this.now,
        }),
    });
  }

  private validatePod(attributes: AdmissionAttributes): void {
    if (this.isExempt(attributes)) return;
    const namespace = this.reader.get(namespaces, '', attributes.namespace);
    if (namespace === undefined) {
      throw internalError(`failed to lookup namespace ${goQuote(attributes.namespace)}`);
    }
    const asked = this.policyOf(namespace);
    if (asked.mistakes.length === 0 && isFullyPrivileged(asked.policy)) {
      annotate(attributes, 'enforce-policy', formatLevelVersion(privileged));
      return;
    }
    const { object, oldObject, operation } = attributes;
    if (object === undefined) return;
    if (operation === 'UPDATE' && oldObject && !isSignificantPodUpdate(object, oldObject)) return;
    this.evaluate(attributes, asked, object, true);
  }

  private validateWorkload(attributes: AdmissionAttributes, resource: string): void {
    if (this.isExempt(attributes)) return;
    const namespace = this.reader.get(namespaces, '', attributes.namespace);
    if (namespace === undefined) {
      const { namespace: name } = attributes;
      const why = `failed to lookup namespace ${goQuote(name)}: namespace ${goQuote(name)} not found`;
      annotate(attributes, 'error', why);
      return;
    }
    const asked = this.policyOf(namespace);
    const { warn, audit } = asked.policy;
    const isSilent = warn.level === 'privileged' && audit.level === 'privileged';
    if (isSilent && asked.mistakes.length === 0) return;
    const pod = attributes.object && podTemplate(resource, attributes.object);
    if (pod !== undefined) this.evaluate(attributes, asked, pod, false);
  }

  private evaluate(
    attributes: AdmissionAttributes,
    { policy, mistakes }: NamespacePolicy,
    pod: Pod,
    enforces: boolean,
  ): void {
    if (this.isRuntimeClassExempt(pod)) {
      annotateExemption(attributes, 'runtimeClass');
      return;
    }
    if (mistakes.length > 0) {
      const why = `Failed to parse policy: ${aggregateMessage(mistakes.map(fieldErrorOf))}`;
      annotate(attributes, 'error', why);
    }
    if (enforces) annotate(attributes, 'enforce-policy', formatLevelVersion(policy.enforce));
    const audited = complaint(pod, policy.audit);
    if (audited) annotate(attributes, 'audit-violations', `would violate ${audited}`);
    const enforced = enforces && complaint(pod, policy.enforce);
    if (enforced) throw admissionForbidden(attributes, `violates ${enforced}`);
    const warned = complaint(pod, policy.warn);
    if (warned) attributes.addWarning(`would violate ${warned}`);
  }

  private policyOf({ metadata }: KubeObject): NamespacePolicy {
    return namespacePolicy(metadata.labels ?? {}, this.configuration.defaults);
  }

  private isExempt(attributes: AdmissionAttributes): boolean {
    const { exemptions } = this.configuration;
    const { namespace, user } = attributes;
    const exemption: Exemption | undefined = exemptions.namespaces.includes(namespace)
      ? 'namespace'
      : exemptions.usernames.includes(user.name)
        ? 'user'
        : undefined;
    if (exemption !== undefined) annotateExemption(attributes, exemption);
    return exemption !== undefined;
  }

  private isRuntimeClassExempt({ spec }: Pod): boolean {
    const { runtimeClasses } = this.configuration.exemptions;
    return runtimeClasses.includes(spec?.runtimeClassName ?? '');
  }
}

/** What a pod does that a level forbids, as a sentence's end; undefined for nothing. */
function complaint(pod: Pod, asked: LevelVersion): string | undefined {
  const found = violations(pod, asked);
  if (found.length === 0) return undefined;
  return `PodSecurity ${goQuote(formatLevelVersion(asked))}: ${forbiddenDetail(found)}`;
}

function annotateExemption(attributes: AdmissionAttributes, exemption: Exemption): void {
  annotate(attributes, 'exempt', exemption);
}

function annotate(attributes: AdmissionAttributes, key: string, value: string): void {
  attributes.addAuditAnnotation?.(`${podSecurityPrefix}${key}`, value);
}
