/** How much of a request is recorded, from nothing to both bodies (audit.k8s.io/v1 `Level`). */
export const auditLevels = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
export type AuditLevel = (typeof auditLevels)[number];

/** The moments of a request that are recorded (audit.k8s.io/v1 `Stage`). */
export const auditStages = [
  'RequestReceived',
  'ResponseStarted',
  'ResponseComplete',
  'Panic',
] as const;
export type AuditStage = (typeof auditStages)[number];

export interface GroupResources {
  /** Empty: core; `*`: every group. */
  readonly group?: string;
  // `pods`, `pods/log`, `pods/*`, `*/scale` or `*`; all of the group where it is left out.
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** Matches where all that it names matches; what it leaves out matches everything. */
export interface AuditPolicyRule {
  readonly level: AuditLevel;
  readonly users?: readonly string[];
  readonly userGroups?: readonly string[];
  readonly verbs?: readonly string[];
  readonly resources?: readonly GroupResources[];
  /** The empty one stands for what has no namespace. */
  readonly namespaces?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly omitStages?: readonly AuditStage[];
  readonly omitManagedFields?: boolean;
}

/** What `--audit-policy-file` says: the first rule that matches a request decides. */
export interface AuditPolicy {
  readonly rules: readonly AuditPolicyRule[];
  readonly omitStages?: readonly AuditStage[];
  readonly omitManagedFields?: boolean;
}

export function isAtLeast(level: AuditLevel, wanted: AuditLevel): boolean {
  return auditLevels.indexOf(level) >= auditLevels.indexOf(wanted);
}
