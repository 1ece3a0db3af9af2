import type { ApiOperation } from './operation.js';

/** What the API answers besides resources and their discovery, by the path of its document. */
export const nonResourceOperations: ReadonlyMap<string, ApiOperation> = new Map(
  [
    {
      path: '/.well-known/openid-configuration/',
      tag: 'WellKnown',
      operationId: 'getServiceAccountIssuerOpenIDConfiguration',
      answers: { 200: 'string' },
      produces: ['application/json'],
    },
    {
      path: '/openid/v1/jwks/',
      tag: 'openid',
      operationId: 'getServiceAccountIssuerOpenIDKeyset',
      answers: { 200: 'string' },
      produces: ['application/jwk-set+json'],
    },
    {
      path: '/version/',
      tag: 'version',
      operationId: 'getCodeVersion',
      answers: { 200: 'io.k8s.apimachinery.pkg.version.Info' },
      produces: ['application/json'],
    },
  ].map((operation): [string, ApiOperation] => [
    operation.path.slice(1, -1),
    { ...operation, method: 'get', parameters: [] },
  ]),
);
