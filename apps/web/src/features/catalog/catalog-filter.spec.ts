import { describe, expect, it } from 'vitest';
import type { LabSummary } from '../../api-client/views';
import { filterTracks, topicsOf } from './catalog-filter';

const lab = (name: string, over: Partial<LabSummary> = {}): LabSummary => ({
  name,
  title: name,
  track: 'authorization',
  difficulty: 'beginner',
  minutes: 15,
  topics: ['rbac'],
  points: 10,
  available: true,
  ...over,
});

const labs = [
  lab('pod-reader', { title: 'Let Jane read pods' }),
  lab('seal-it', { track: 'pod-security', difficulty: 'advanced', topics: ['seccomp', 'rbac'] }),
  lab('abac', { topics: ['abac'] }),
];
const names = (filter: Parameters<typeof filterTracks>[1]) =>
  filterTracks(labs, filter).map((track) => [track.name, track.labs.map(({ name }) => name)]);

describe('filterTracks', () => {
  it('groups by track in catalogue order', () => {
    expect(names({ text: '' })).toEqual([
      ['authorization', ['pod-reader', 'abac']],
      ['pod-security', ['seal-it']],
    ]);
  });

  it.each([
    [{ text: 'JANE pods' }, ['pod-reader']],
    [{ text: 'seccomp' }, ['seal-it']],
    [{ text: 'jane seccomp' }, []],
    [{ text: '', topic: 'rbac' }, ['pod-reader', 'seal-it']],
    [{ text: '', topic: 'rbac', difficulty: 'advanced' as const }, ['seal-it']],
  ])('finds %j', (filter, found) => {
    expect(filterTracks(labs, filter).flatMap((track) => track.labs.map((l) => l.name))).toEqual(
      found,
    );
  });
});

it('lists topics by use, then by name', () => {
  expect(topicsOf(labs)).toEqual(['rbac', 'abac', 'seccomp']);
});
