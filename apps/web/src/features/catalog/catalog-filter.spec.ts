import { describe, expect, it } from 'vitest';
import type { LabSummary } from '../../api-client/views';
import { type CatalogFilter, filterTracks, topicsOf } from './catalog-filter';

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
const tracks = [{ name: 'authorization', title: 'Who may', description: 'Who may do what.' }];
const names = (filter: CatalogFilter) =>
  filterTracks(labs, tracks, filter).map((track) => [
    track.title,
    track.labs.map(({ name }) => name),
  ]);

describe('filterTracks', () => {
  it('groups by track in catalogue order, also where nobody described the track', () => {
    expect(names({ text: '' })).toEqual([
      ['Who may', ['pod-reader', 'abac']],
      ['Pod security', ['seal-it']],
    ]);
  });

  it.each([
    [{ text: 'JANE pods' }, ['pod-reader']],
    [{ text: 'seccomp' }, ['seal-it']],
    [{ text: 'jane seccomp' }, []],
    [{ text: '', topic: 'rbac' }, ['pod-reader', 'seal-it']],
    [{ text: '', topic: 'rbac', difficulty: 'advanced' as const }, ['seal-it']],
  ])('finds %j', (filter, found) => {
    expect(
      filterTracks(labs, tracks, filter).flatMap((track) => track.labs.map((l) => l.name)),
    ).toEqual(found);
  });
});

it('lists topics by use, then by name', () => {
  expect(topicsOf(labs)).toEqual(['rbac', 'abac', 'seccomp']);
});
