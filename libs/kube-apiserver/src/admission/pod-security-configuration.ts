import { type Policy, privilegedPolicy } from '@drillyard/pod-security';

/** How the plugin is set up (`pod-security.admission.config.k8s.io/v1`), read and validated. */
export interface PodSecurityConfiguration {
  /** What is asked of namespaces whose labels are silent. */
  readonly defaults: Policy;
  readonly exemptions: PodSecurityExemptions;
}

/** Who is not held to any policy: pods of a namespace or a runtime class, or made by a user. */
export interface PodSecurityExemptions {
  readonly usernames: readonly string[];
  readonly namespaces: readonly string[];
  readonly runtimeClasses: readonly string[];
}

/** Upstream's where there is no configuration: everything goes that a label does not forbid. */
export const defaultPodSecurityConfiguration: PodSecurityConfiguration = {
  defaults: privilegedPolicy,
  exemptions: { usernames: [], namespaces: [], runtimeClasses: [] },
};
