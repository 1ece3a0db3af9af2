import type { PolicyRule } from '@drillyard/rbac';

/**
 * What Kubernetes 1.36 grants everybody who is authenticated, and every service account
 * (bootstrappolicy: system:basic-user, system:discovery, system:public-info-viewer,
 * system:service-account-issuer-discovery, system:cluster-trust-bundle-discovery). "Nothing else"
 * does not mean these. They are listed by rule, not by binding: what a learner adds to one of
 * those roles is an excess like any other.
 */
export const everyonesRules: readonly PolicyRule[] = [
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  {
    verbs: ['get', 'list', 'watch'],
    apiGroups: ['certificates.k8s.io'],
    resources: ['clustertrustbundles'],
  },
  {
    verbs: ['get'],
    nonResourceURLs: [
      '/livez',
      '/readyz',
      '/healthz',
      '/version',
      '/version/',
      '/openapi',
      '/openapi/*',
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/.well-known/openid-configuration',
      '/.well-known/openid-configuration/',
      '/openid/v1/jwks',
      '/openid/v1/jwks/',
    ],
  },
];
