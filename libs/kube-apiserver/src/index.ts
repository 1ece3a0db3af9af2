export {
  type AdmissionPluginConfiguration,
  parseAdmissionConfiguration,
} from './admission/admission-configuration.js';
export { parsePodSecurityConfiguration } from './admission/parse-pod-security-configuration.js';
export type { PodSecurityConfiguration } from './admission/pod-security-configuration.js';
export type { AuditEvent } from './audit/audit-event.js';
export { AuditLines, type AuditLinesOptions } from './audit/audit-lines.js';
export {
  AuditLogFile,
  type AuditLogFileOptions,
  auditLogDefaults,
} from './audit/audit-log-file.js';
export type { AuditPolicy } from './audit/audit-policy.js';
export type { AuditSink } from './audit/audit-sink.js';
export { type ParsedAuditPolicy, parseAuditPolicy } from './audit/parse-audit-policy.js';
export { legacyTokenGenerator } from './authentication/legacy-token-generator.js';
export {
  LoopbackIdentity,
  loopbackCertificate,
  loopbackServerName,
} from './authentication/loopback-identity.js';
export { parseTokenFile } from './authentication/token-file.js';
export { type AbacPolicy, parseAbacPolicies } from './authorization/abac-policy.js';
export { AuthorizationLog, type AuthorizationRecord } from './authorization/authorization-log.js';
export type { AuthorizerOpinion } from './authorization/authorizer.js';
export { bootstrapBase } from './bootstrap/bootstrap-base.js';
export { StorageInformers } from './component/storage-informer.js';
export { type Dial, DialError, dialHost, dialNobody } from './dialing/dial.js';
export type { AuditOptions } from './endpoints/filters/audit.js';
export { KubeApiserver, type KubeApiserverOptions } from './kube-apiserver.js';
export {
  containerUsage,
  type MeasuredContainer,
  type Usage,
} from './metrics-api/container-usage.js';
export { simulatedAnnotation, simulatedNote } from './metrics-api/metrics-resources.js';
export type { AuditLogSettings, AuditSettings } from './options/audit-options.js';
export { checkKeyPair } from './options/certificate-files.js';
export { type ComponentFiles, FileError } from './options/component-files.js';
export { checkComponentFlags } from './options/component-flags.js';
export {
  type ControllerManagerSettings,
  loadControllerManagerOptions,
} from './options/controller-manager-options.js';
export type { DynamicFile } from './options/dynamic-file.js';
export type { EtcdOptions } from './options/etcd-options.js';
export { CommandLineError } from './options/flag-set.js';
export {
  type LoadedKubeApiserverOptions,
  loadKubeApiserverOptions,
} from './options/kube-apiserver-options.js';
export { StartError } from './options/start-error.js';
export { certificatesDir } from './pki/certificate-list.js';
export { issueClientCredential } from './pki/client-credential.js';
export {
  type ClusterPki,
  type ClusterPkiOptions,
  completePkiFiles,
  createClusterPki,
  createServingPki,
  loadClusterPki,
  type PkiFiles,
  readPkiFile,
} from './pki/cluster-pki.js';
export {
  type ControlPlaneKubeconfigName,
  type ControlPlaneKubeconfigsOptions,
  createControlPlaneKubeconfigs,
} from './pki/control-plane-kubeconfigs.js';
export { encodeKubeconfig, type KubeconfigOptions } from './pki/kubeconfig.js';
export { leafValidity } from './pki/validity.js';
export { humanDuration } from './printers/human-duration.js';
export { decodePodManifest, PodManifestError } from './registry/core/decode-pod-manifest.js';
export { kubernetesVersion } from './server/version-info.js';
export { FileJournal } from './storage/file-journal.js';
export type { BaseObject } from './storage/shared-base.js';
export { Storage } from './storage/storage.js';
export type { StorageConnection } from './storage/storage-connection.js';
export { defaultStorageLimits, type StorageLimits } from './storage/storage-limits.js';
export { readWebhookKubeconfig, type WebhookTarget } from './webhook/webhook-kubeconfig.js';
