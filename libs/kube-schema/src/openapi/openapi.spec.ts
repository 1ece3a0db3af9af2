import { describe, expect, it } from 'vitest';
import { openApiV2Document } from './v2-document.js';
import { openApiV3Document, openApiV3Index, openApiV3Paths } from './v3-document.js';

const rbac = 'apis/rbac.authorization.k8s.io/v1';

function at(document: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], document);
}

describe('openApiV3Document', () => {
  const document = openApiV3Document(rbac, {
    describe: (type, field) =>
      type.endsWith('.Role') ? `${field ?? 'type'} described` : undefined,
  });
  const roles = `/${rbac}/namespaces/{namespace}/roles`;

  it.each(['post', 'put', 'patch'])('offers fieldValidation with %s', (method) => {
    const path = method === 'post' ? roles : `${roles}/{name}`;
    const operation = at(document, 'paths', path, method) as { parameters: { name: string }[] };
    expect(operation.parameters.map(({ name }) => name)).toContain('fieldValidation');
    expect(operation).toMatchObject({
      'x-kubernetes-group-version-kind': {
        group: 'rbac.authorization.k8s.io',
        version: 'v1',
        kind: 'Role',
      },
    });
  });

  it('lists the kinds of patch', () => {
    const content = at(document, 'paths', `${roles}/{name}`, 'patch', 'requestBody', 'content');
    expect(Object.keys(content as object)).toEqual([
      'application/json-patch+json',
      'application/merge-patch+json',
      'application/strategic-merge-patch+json',
      'application/apply-patch+yaml',
    ]);
  });

  it('describes types with the words it is given', () => {
    const role = at(document, 'components', 'schemas', 'io.k8s.api.rbac.v1.Role');
    expect(role).toMatchObject({
      description: 'type described',
      properties: {
        metadata: {
          description: 'metadata described',
          default: {},
          allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }],
        },
        rules: {
          type: 'array',
          items: { $ref: '#/components/schemas/io.k8s.api.rbac.v1.PolicyRule' },
        },
      },
    });
  });

  it('refers to nothing it does not hold', () => {
    for (const path of openApiV3Paths) {
      const found = openApiV3Document(path);
      const text = JSON.stringify(found);
      const held = Object.keys((at(found, 'components', 'schemas') ?? {}) as object);
      const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
        ([, name]) => name,
      );
      expect([...new Set(names)].filter((name) => !held.includes(name ?? ''))).toEqual([]);
    }
  });

  it('does not exist for versions that are not served', () => {
    expect(openApiV3Document('apis/apps/v1beta1')).toBeUndefined();
  });
});

describe('openApiV3Index', () => {
  it('addresses documents by their hash', () => {
    expect(
      at(
        openApiV3Index(() => 'H'),
        'paths',
        rbac,
      ),
    ).toEqual({
      serverRelativeURL: `/openapi/v3/${rbac}?hash=H`,
    });
  });
});

describe('openApiV2Document', () => {
  const document = openApiV2Document();

  it('carries the extensions patches need', () => {
    expect(
      at(document, 'definitions', 'io.k8s.api.core.v1.PodSpec', 'properties', 'containers'),
    ).toMatchObject({
      'x-kubernetes-patch-merge-key': 'name',
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    });
  });

  it('describes subresources and connections', () => {
    const pod = '/api/v1/namespaces/{namespace}/pods/{name}';
    expect(at(document, 'paths', `${pod}/exec`, 'post', 'operationId')).toBe(
      'connectCoreV1PostNamespacedPodExec',
    );
    expect(
      at(document, 'paths', `${pod}/eviction`, 'post', 'x-kubernetes-group-version-kind'),
    ).toEqual({ group: 'policy', version: 'v1', kind: 'Eviction' });
  });
});
