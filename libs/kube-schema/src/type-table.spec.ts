import { describe, expect, it } from 'vitest';
import type { FieldType } from './schema.js';
import { schemaOf, typeNames } from './type-table.js';

function fieldOf(type: string, field: string) {
  return schemaOf(type)?.fieldsByName.get(field);
}

describe('schemaOf', () => {
  it('gives fields in the order of the Go struct', () => {
    const subject = schemaOf('io.k8s.api.rbac.v1.Subject');
    expect(subject?.fields.map(({ name }) => name)).toEqual([
      'kind',
      'apiGroup',
      'name',
      'namespace',
    ]);
    expect(subject?.mapType).toBe('atomic');
  });

  it('knows how lists merge', () => {
    expect(fieldOf('io.k8s.api.core.v1.PodSpec', 'volumes')).toMatchObject({
      listType: 'map',
      listMapKeys: ['name'],
      patchStrategy: 'merge,retainKeys',
      patchMergeKey: 'name',
    });
  });

  it('flattens what Go inlines and remembers the way', () => {
    expect(fieldOf('io.k8s.api.core.v1.Volume', 'hostPath')).toMatchObject({
      number: 1,
      within: [2],
      embeddedIn: 'VolumeSource',
      pointer: true,
    });
    const policy = 'io.k8s.api.admissionregistration.v1.NamedRuleWithOperations';
    expect(fieldOf(policy, 'apiGroups')).toMatchObject({ number: 1, within: [2, 2] });
  });

  it('knows named types and their values', () => {
    expect(fieldOf('io.k8s.api.core.v1.PodSpec', 'restartPolicy')?.type).toEqual({
      kind: 'string',
      goName: 'v1.RestartPolicy',
      enum: ['Always', 'Never', 'OnFailure'],
    });
  });

  it('finds options in any group version, and Status in v1', () => {
    const options = schemaOf({ group: 'apps', version: 'v1', kind: 'DeleteOptions' });
    expect(options?.name).toBe('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions');
    expect(schemaOf({ group: '', version: 'v1', kind: 'Status' })?.name).toMatch(/\.Status$/);
    expect(schemaOf({ group: 'apps', version: 'v1', kind: 'Pod' })).toBeUndefined();
  });

  it('holds every type it refers to', () => {
    const namesIn = (type: FieldType): string[] => {
      if (type.kind === 'list') return namesIn(type.items);
      if (type.kind === 'map') return namesIn(type.values);
      return type.kind === 'object' ? [type.name] : [];
    };
    const fields = [...typeNames()].flatMap((name) => schemaOf(name)?.fields ?? []);
    expect(fields.length).toBeGreaterThan(2500);
    const names = fields.flatMap(({ type }) => namesIn(type));
    expect(names.filter((name) => !schemaOf(name))).toEqual([]);
  });
});
