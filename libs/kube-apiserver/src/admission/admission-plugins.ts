import type { Authorizer } from '../authorization/authorizer.js';
import type { Storage } from '../storage/storage.js';
import type { AdmissionPlugin } from './admission-plugin.js';
import { CertificateApproval } from './certificate-approval.js';
import { CertificateSigning } from './certificate-signing.js';
import { certificateSubjectRestriction } from './certificate-subject-restriction.js';
import { defaultTolerationSeconds } from './default-toleration-seconds.js';
import { LimitRanger } from './limit-ranger.js';
import { NamespaceLifecycle } from './namespace-lifecycle.js';
import { NodeRestriction } from './node-restriction.js';
import { PodSecurity } from './pod-security.js';
import type { PodSecurityConfiguration } from './pod-security-configuration.js';
import { Priority } from './priority.js';
import { ResourceQuota } from './resource-quota.js';
import { RuntimeClass } from './runtime-class.js';
import { ServiceAccount } from './service-account.js';
import { taintNodesByCondition } from './taint-nodes-by-condition.js';

export interface AdmissionPluginOptions {
  readonly storage: Storage;
  readonly authorizer: Authorizer;
  readonly now: () => Date;
  readonly podSecurity: PodSecurityConfiguration | undefined;
  /** By name; undefined: all of them. */
  readonly enabled: ReadonlySet<string> | undefined;
}

/** In upstream's order (`pkg/kubeapiserver/options` AllOrderedPlugins). */
export function admissionPlugins(options: AdmissionPluginOptions): AdmissionPlugin[] {
  const { storage, authorizer, now, podSecurity, enabled } = options;
  return [
    new NamespaceLifecycle(storage),
    new LimitRanger(storage),
    new ServiceAccount(storage),
    new NodeRestriction(storage, authorizer),
    taintNodesByCondition,
    new PodSecurity(storage, now, podSecurity),
    new Priority(storage),
    defaultTolerationSeconds,
    new RuntimeClass(storage),
    new CertificateApproval(authorizer),
    new CertificateSigning(authorizer),
    certificateSubjectRestriction,
    new ResourceQuota(storage, now),
  ].filter(({ name }) => enabled?.has(name) ?? true);
}
