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
  language: 'en',
  languages: ['en'],
  available: true,
  ...over,
});

const labs = [
  lab('pod-reader', { title: 'Let Jane read pods', bestScore: { points: 10, max: 10 } }),
  lab('seal-it', { track: 'pod-security', difficulty: 'advanced', topics: ['seccomp', 'rbac'] }),
  lab('abac', { topics: ['abac'], bestScore: { points: 9, max: 10 }, liveSessionId: 'a' }),
];
const tracks = [
  { name: 'authorization', title: 'Who may', description: 'Who may do what.', language: 'en' },
];
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
    [{ text: '', progress: 'done' as const }, ['pod-reader']],
    [{ text: '', progress: 'todo' as const }, ['seal-it']],
    [{ text: '', progress: 'running' as const }, ['abac']],
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
