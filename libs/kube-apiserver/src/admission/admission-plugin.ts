import type { KubeObject } from '@drillyard/kube-objects';
import type { UserInfo } from '../authentication/authenticator.js';

/** One request as admission sees it (apiserver `admission.Attributes`). */
export interface AdmissionAttributes {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly user: UserInfo;
  readonly dryRun: boolean;
  /** A draft: `admit` may change it, `validate` must not. Undefined for DELETE. */
  readonly object?: KubeObject;
  readonly oldObject?: KubeObject;
  readonly addWarning: (message: string) => void;
  /** The key has its plugin's prefix, such as `pod-security.kubernetes.io/enforce-policy`. */
  readonly addAuditAnnotation?: ((key: string, value: string) => void) | undefined;
}

/** Mutating and validating are separate steps; either throws a StatusError to refuse. */
export interface AdmissionPlugin {
  /** Upstream's name, such as `NamespaceLifecycle`. */
  readonly name: string;
  admit?(attributes: AdmissionAttributes): void | Promise<void>;
  validate?(attributes: AdmissionAttributes): void | Promise<void>;
}
