import { describe, expect, test } from 'vitest';
import { capUpdateManagers } from './cap-managers.js';
import { decodeManagedFields, encodeManagedFields } from './managed.js';
import type { ManagedFieldsEntry } from './managed-fields-entry.js';

const entry = (manager: string, change: ManagedFieldsEntry = {}): ManagedFieldsEntry => ({
  manager,
  operation: 'Update',
  apiVersion: 'v1',
  time: '2026-01-01T00:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: { [`f:${manager}`]: {} },
  ...change,
});

describe('managedFields', () => {
  test('appliers come first, then the oldest, then by name, version and subresource', () => {
    const sorted = [
      entry('z', { operation: 'Apply', time: '2026-01-03T00:00:00Z' }),
      entry('z', { time: '2025-01-01T00:00:00Z' }),
      entry('a'),
      entry('b'),
      entry('b', { subresource: 'status' }),
      entry('b', { apiVersion: 'v2' }),
    ];
    expect(encodeManagedFields(decodeManagedFields([...sorted].reverse()))).toEqual(sorted);
  });

  test('an applier has one entry in all versions', () => {
    const { fields } = decodeManagedFields([
      entry('a', { operation: 'Apply' }),
      entry('a', { operation: 'Apply', apiVersion: 'v2' }),
    ]);
    expect(fields.size).toBe(1);
  });

  test.each<[ManagedFieldsEntry, string]>([
    [{ operation: undefined as never }, 'operation must be `Apply` or `Update`'],
    [{ apiVersion: '' }, 'apiVersion must not be empty'],
    [{ fieldsType: '' }, 'missing fieldsType in managed fields entry 0'],
    [{ fieldsType: 'FieldsV2' }, 'invalid fieldsType "FieldsV2" in managed fields entry 0'],
    [{ fieldsV1: { nonsense: {} } }, 'missing colon: nonsense'],
  ])('an entry with %j cannot be read', (change, message) => {
    expect(() => decodeManagedFields([entry('a', change)])).toThrow(message);
  });
});

describe('many updaters', () => {
  const names = [...'abcdefghijkl'];
  const aged = names.map((name, at) => {
    return entry(name, { time: `2026-01-${String(at + 1).padStart(2, '0')}T00:00:00Z` });
  });
  const capped = (entries: ManagedFieldsEntry[]) =>
    encodeManagedFields(capUpdateManagers(decodeManagedFields(entries))) ?? [];

  test('ten stay as they are', () => {
    expect(capped(aged.slice(0, 10)).map(({ manager }) => manager)).toEqual(names.slice(0, 10));
  });

  test('the oldest of more are joined, as old as the youngest of them', () => {
    const [bucket, ...rest] = capped(aged);
    expect(bucket).toMatchObject({
      manager: 'ancient-changes',
      time: '2026-01-03T00:00:00Z',
      fieldsV1: { 'f:a': {}, 'f:b': {}, 'f:c': {} },
    });
    expect(rest.map(({ manager }) => manager)).toEqual(names.slice(3));
  });

  test('each version by itself', () => {
    const entries = aged.map((each, at) => ({ ...each, apiVersion: at === 0 ? 'v0' : 'v1' }));
    const managers = capped(entries).map(({ manager }) => manager);
    expect(managers).toEqual(['a', 'ancient-changes', ...names.slice(4)]);
  });

  test('appliers do not count', () => {
    const entries = aged.map((each) => ({ ...each, operation: 'Apply' as const }));
    expect(capped(entries)).toHaveLength(12);
  });
});
