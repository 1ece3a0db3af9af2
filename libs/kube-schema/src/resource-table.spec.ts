import { describe, expect, it } from 'vitest';
import { findKind, findResource, groups, preferredVersions, resources } from './resource-table.js';
import { schemaOf } from './type-table.js';

describe('resources', () => {
  it('are those a server serves without further flags', () => {
    expect(resources).toHaveLength(68);
    expect(resources.every(({ version }) => /^v\d+$/.test(version))).toBe(true);
  });

  it('have a type each, and so have their subresources and lists', () => {
    for (const { group, version, kind, verbs, subresources } of resources) {
      expect(schemaOf({ group, version, kind })?.gvk).toEqual({ group, version, kind });
      if (verbs.includes('list')) {
        expect(schemaOf({ group, version, kind: `${kind}List` })).toBeDefined();
      }
      for (const subresource of subresources) expect(schemaOf(subresource)).toBeDefined();
    }
  });
});

describe('findResource', () => {
  it('knows short names, categories and subresources', () => {
    expect(findResource({ group: '', version: 'v1', resource: 'pods' })).toMatchObject({
      kind: 'Pod',
      singular: 'pod',
      namespaced: true,
      shortNames: ['po'],
      categories: ['all'],
      returnsDeleted: true,
    });
    const accounts = findResource({ group: '', version: 'v1', resource: 'serviceaccounts' });
    expect(accounts?.subresources).toEqual([
      {
        name: 'token',
        group: 'authentication.k8s.io',
        version: 'v1',
        kind: 'TokenRequest',
        verbs: ['create'],
      },
    ]);
  });

  it('does not know what is off by default', () => {
    expect(
      findResource({ group: 'resource.k8s.io', version: 'v1beta1', resource: 'resourceclaims' }),
    ).toBeUndefined();
  });
});

describe('findKind', () => {
  it('finds the resource of a kind, and none for kinds of subresources', () => {
    const group = 'rbac.authorization.k8s.io';
    expect(findKind({ group, version: 'v1', kind: 'RoleBinding' })?.resource).toBe('rolebindings');
    expect(findKind({ group: 'autoscaling', version: 'v1', kind: 'Scale' })).toBeUndefined();
  });
});

describe('groups', () => {
  it('stand in the order of discovery', () => {
    const names = groups.map(({ group }) => group);
    expect(names.slice(0, 4)).toEqual(['', 'apiregistration.k8s.io', 'apps', 'events.k8s.io']);
    expect(names).toHaveLength(21);
  });

  it('prefer their first version', () => {
    expect(preferredVersions.get('autoscaling')).toBe('v2');
    expect(preferredVersions.get('')).toBe('v1');
  });
});
