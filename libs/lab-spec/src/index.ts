export * from './answer-form.js';
export * from './capability.js';
export { findDeepNesting } from './deep-nesting.js';
export { didYouMean } from './did-you-mean.js';
export * from './draw-params.js';
export { labEditorSchema } from './editor-schema.js';
export * from './json-schema.js';
export * from './lab.js';
export * from './lab-instance.js';
export * from './language.js';
export * from './limits.js';
export * from './locale.js';
export * from './manifest.js';
export * from './parse-lab.js';
export * from './problem.js';
export type { CheckMistake, LintCheck, ParseLabOptions } from './rules/rule.js';
export type { AccessRule, AccessSpec } from './schema/access.schema.js';
export type { AdmissionSpec } from './schema/admission.schema.js';
export type { AnswerKind, AnswerSpec } from './schema/answer.schema.js';
export type { ApiserverSpec, FlagExpectation } from './schema/apiserver.schema.js';
export type { AuthorizerSpec } from './schema/authorizer.schema.js';
export type { CertificateSpec } from './schema/certificate.schema.js';
export { type CheckKind, type CheckSpecs, checkKinds } from './schema/check.schema.js';
export type {
  ConnectionEnd,
  ConnectionRow,
  ConnectivitySpec,
} from './schema/connectivity.schema.js';
export type { CsrSpec } from './schema/csr.schema.js';
export { type DurationRange, durationSeconds } from './schema/duration.schema.js';
export type { ExecSpec, SaidExpectation } from './schema/exec.schema.js';
export type { FileSpec } from './schema/file.schema.js';
export type { IdentitySpec } from './schema/identity.schema.js';
export type { KubeconfigSpec } from './schema/kubeconfig.schema.js';
export { labApiVersion } from './schema/lab.schema.js';
export type { Place } from './schema/place.schema.js';
export type { PodSecuritySpec } from './schema/pod-security.schema.js';
export type { ResourceSpec } from './schema/resource.schema.js';
export type { ScriptSpec } from './schema/script.schema.js';
export type { KubeconfigSource } from './schema/source.schema.js';
export type { AccessSubject, BindableSubject } from './schema/subject.schema.js';
export { asList } from './schema/text.schema.js';
export type { TokenSpec } from './schema/token.schema.js';
export * from './template.js';
export * from './track.js';
export * from './translate-lab.js';
export { type DataPath, YamlSource } from './yaml-source.js';
