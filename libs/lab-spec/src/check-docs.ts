import type { CheckKind } from './schema/check.schema.js';

const kubernetes = 'https://kubernetes.io/docs';

/** Where to read on about what a kind of check asks, for checks whose author names nothing closer. */
export const checkDocs: Readonly<Record<CheckKind, string | undefined>> = {
  access: `${kubernetes}/reference/access-authn-authz/rbac/`,
  resource: `${kubernetes}/reference/kubectl/`,
  file: undefined,
  answer: undefined,
  certificate: `${kubernetes}/setup/best-practices/certificates/`,
  csr: `${kubernetes}/reference/access-authn-authz/certificate-signing-requests/`,
  kubeconfig: `${kubernetes}/concepts/configuration/organize-cluster-access-kubeconfig/`,
  token: `${kubernetes}/reference/access-authn-authz/service-accounts-admin/`,
  admission: `${kubernetes}/reference/access-authn-authz/admission-controllers/`,
  podSecurity: `${kubernetes}/concepts/security/pod-security-standards/`,
  authorizer: `${kubernetes}/reference/access-authn-authz/authorization/`,
  apiserver: `${kubernetes}/reference/command-line-tools-reference/kube-apiserver/`,
  exec: `${kubernetes}/tasks/configure-pod-container/security-context/`,
  script: undefined,
  connectivity: `${kubernetes}/concepts/services-networking/network-policies/`,
};
