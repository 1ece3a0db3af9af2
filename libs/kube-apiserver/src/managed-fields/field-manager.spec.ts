import { FieldPathSet } from '@drillyard/kube-patch';
import { describe, expect, test } from 'vitest';
import type { Draft } from '../registry/resource-strategy.js';
import { StatusError } from '../status-error.js';
import { FieldManager } from './field-manager.js';
import type { ManagedFieldsEntry } from './managed-fields-entry.js';

const kind = { group: '', version: 'v1', kind: 'ConfigMap' };
const manager = new FieldManager({ kind, subresource: '' });
const earlier = '2026-01-01T00:00:00Z';
const later = '2026-01-02T00:00:00Z';

const configMap = (data: Record<string, string>, metadata: Draft = {}): Draft => ({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name: 'a', ...metadata },
  data,
});

/** The object as it is once it is written: with its owners and a uid. */
function written(object: Draft, managedFields: ManagedFieldsEntry[] | undefined): Draft {
  const metadata = { uid: 'u', ...object['metadata'] };
  return { ...object, metadata: managedFields ? { ...metadata, managedFields } : metadata };
}

function created(data: Record<string, string>, by = 'kubectl-create'): Draft {
  const object = configMap(data);
  return written(object, manager.update(undefined, object, { manager: by, time: earlier }));
}

function apply(live: Draft | undefined, data: Record<string, string>, by: string, force = false) {
  return manager.apply(live, configMap(data), { manager: by, time: later }, force);
}

const update = (live: Draft, after: Draft, by: string, using = manager) =>
  using.update(live, after, { manager: by, time: later });

/** Who owns which fields, in short: `Update a: f:data{f:x}`. */
function owners(object: Draft | ManagedFieldsEntry[] | undefined): string[] {
  const entries = Array.isArray(object) ? object : object?.['metadata'].managedFields;
  return (entries ?? []).map((entry: ManagedFieldsEntry) =>
    [`${entry.operation} ${entry.manager}`, entry.subresource, JSON.stringify(entry.fieldsV1)]
      .filter((part) => part !== undefined)
      .join(' ')
      .replaceAll(/[":]|\{\}/g, ''),
  );
}

describe('update', () => {
  test('the creator owns what it set, but neither name nor kind', () => {
    expect(created({ x: '1' })['metadata'].managedFields).toEqual([
      {
        manager: 'kubectl-create',
        operation: 'Update',
        apiVersion: 'v1',
        time: earlier,
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { '.': {}, 'f:x': {} } },
      },
    ]);
  });

  test('a write that changes nothing leaves the time as it was', () => {
    const live = created({ x: '1' });
    expect(update(live, live, 'kubectl-create')).toEqual(live['metadata'].managedFields);
  });

  test('what is changed changes hands', () => {
    const live = created({ x: '1', y: '1' });
    const entries = update(live, written(configMap({ x: '2', y: '1' }), undefined), 'editor');
    expect(owners(entries)).toEqual([
      'Update kubectl-create {fdata{.,fy}}',
      'Update editor {fdata{fx}}',
    ]);
    expect(entries?.map(({ time }) => time)).toEqual([earlier, later]);
  });

  test.each([[[]], [[{}]]])('managedFields of %j forget all owners', (managedFields) => {
    const live = created({ x: '1' });
    expect(update(live, configMap({ x: '2' }, { managedFields }), 'a')).toBeUndefined();
  });

  test('managedFields that cannot be read count as not sent', () => {
    const live = created({ x: '1' });
    const managedFields = [{ manager: 'a', operation: 'Nonsense' }];
    const entries = update(live, configMap({ x: '1' }, { managedFields }), 'a');
    expect(entries).toEqual(live['metadata'].managedFields);
  });

  test('an object nobody kept books of stays without', () => {
    const live = written(configMap({ x: '1' }), undefined);
    expect(update(live, configMap({ x: '2' }), 'a')).toBeUndefined();
  });

  test('through a subresource nobody changes owners by hand', () => {
    const status = new FieldManager({ kind, subresource: 'status' });
    const live = created({ x: '1' });
    const entries = update(live, configMap({ x: '2' }, { managedFields: [{}] }), 'a', status);
    expect(owners(entries)).toEqual([
      'Update kubectl-create {fdata}',
      'Update a status {fdata{fx}}',
    ]);
  });

  test('what the endpoint puts back is nobody’s', () => {
    const resetFields = FieldPathSet.of(['f:data', 'f:x']);
    const strict = new FieldManager({ kind, subresource: '', resetFields });
    const write = { manager: 'a', time: earlier };
    const entries = strict.update(undefined, configMap({ x: '1', y: '1' }), write);
    expect(owners(entries)).toEqual(['Update a {fdata{.,fy}}']);
  });

  test('a nameless manager is unknown', () => {
    expect(owners(created({ x: '1' }, ''))).toEqual(['Update unknown {fdata{.,fx}}']);
  });
});

describe('apply', () => {
  test('makes an object out of nothing', () => {
    const object = apply(undefined, { x: '1' }, 'a');
    expect(object['data']).toEqual({ x: '1' });
    expect(owners(object)).toEqual(['Apply a {fdata{fx}}']);
  });

  test('a value others own is a conflict in upstream’s words', () => {
    const error = refusal(() => apply(created({ x: '1' }), { x: '2' }, 'a'));
    expect(error.toStatus()).toMatchObject({
      reason: 'Conflict',
      code: 409,
      message: 'Apply failed with 1 conflict: conflict with "kubectl-create" using v1: .data.x',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "kubectl-create" using v1',
            field: '.data.x',
          },
        ],
      },
    });
  });

  test('conflicts with several stand by manager', () => {
    const live = written({}, undefined);
    const two = apply(apply(undefined, { x: '1', y: '1' }, 'b'), { z: '1' }, 'a');
    const object = { ...live, ...two, metadata: { ...two['metadata'], uid: 'u' } };
    const error = refusal(() => apply(object, { x: '2', y: '2', z: '2' }, 'c'));
    expect(error.message).toBe(
      'Apply failed with 3 conflicts: conflicts with "a":\n- .data.z\nconflicts with "b":\n- .data.x\n- .data.y',
    );
  });

  test('force takes over', () => {
    const object = apply(created({ x: '1' }), { x: '2' }, 'a', true);
    expect(object['data']).toEqual({ x: '2' });
    expect(owners(object)).toEqual(['Apply a {fdata{fx}}', 'Update kubectl-create {fdata}']);
  });

  test('who shares a field without changing it has no time', () => {
    const object = apply(created({ x: '1' }), { x: '1' }, 'a');
    expect(object['metadata'].managedFields[0]).not.toHaveProperty('time');
    expect(owners(object)).toEqual(['Apply a {fdata{fx}}', 'Update kubectl-create {fdata{.,fx}}']);
  });

  test('fields of an object without books were there before the first apply', () => {
    const object = apply(written(configMap({ x: '1', y: '1' }), undefined), { x: '1' }, 'a');
    expect(owners(object)).toContain('Update before-first-apply {fdata{.,fx,fy}}');
  });

  test.each([
    ['another kind', { kind: 'Secret' }, 'invalid object type: /v1, Kind=Secret'],
    ['another version', { apiVersion: 'v2' }, 'invalid object type: /v2, Kind=ConfigMap'],
    ['no kind', { kind: undefined }, 'invalid object type: /v1, Kind='],
    [
      'owners of its own',
      { metadata: { managedFields: [] } },
      'metadata.managedFields must be nil',
    ],
    [
      'an unknown field',
      { nope: 1 },
      'failed to create typed patch object (/a; /v1, Kind=ConfigMap): .nope: field not declared in schema',
    ],
  ])('%s is refused', (_, change, message) => {
    const applied = { ...configMap({}), ...change };
    const write = { manager: 'a', time: later };
    expect(refusal(() => manager.apply(undefined, applied, write, false)).message).toBe(message);
  });
});

describe('kubectl’s move from client-side apply', () => {
  const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
  const lastApplied = (data: Record<string, string>) => JSON.stringify(configMap(data));
  function live(data: Record<string, string>): Draft {
    const object = configMap(data, { annotations: { [annotation]: lastApplied(data) } });
    const write = { manager: 'kubectl-client-side-apply', time: earlier };
    return written(object, manager.update(undefined, object, write));
  }

  test('takes over what is as it was applied, and brings the annotation up to date', () => {
    const object = apply(live({ x: '1' }), { x: '2' }, 'kubectl');
    expect(object['data']).toEqual({ x: '2' });
    const applied = JSON.parse(object['metadata'].annotations[annotation]);
    expect(applied.data).toEqual({ x: '2' });
  });

  test('but nothing another has changed since', () => {
    const before = live({ x: '1' });
    const after = { ...before, data: { x: '9' } };
    const edited = written(after, update(before, after, 'editor'));
    edited['metadata'].managedFields = update(before, after, 'editor');
    expect(() => apply(edited, { x: '2' }, 'kubectl')).toThrow(
      'conflict with "editor" using v1: .data.x',
    );
  });

  test('and only for kubectl', () => {
    expect(() => apply(live({ x: '1' }), { x: '2' }, 'other')).toThrow(
      'Apply failed with 1 conflict',
    );
  });

  test('a broken annotation allows nothing', () => {
    const object = live({ x: '1' });
    object['metadata'].annotations[annotation] = '{';
    expect(() => apply(object, { x: '2' }, 'kubectl')).toThrow('Apply failed with 1 conflict');
  });
});

function refusal(act: () => unknown): StatusError {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
