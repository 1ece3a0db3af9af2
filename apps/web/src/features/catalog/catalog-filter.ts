import type { Difficulty, LabSummary, Track } from '../../api-client/views';
import { titleFromName } from './title-from-name';

export interface CatalogFilter {
  /** Words that must all occur in title, name, track or topics; case does not matter. */
  text: string;
  topic?: string | undefined;
  difficulty?: Difficulty | undefined;
  progress?: Progress | undefined;
}

/** How far a learner is with a lab. */
export type Progress = 'todo' | 'running' | 'done';
export const progresses: readonly Progress[] = ['todo', 'running', 'done'];

/** Done once all of its points were earned, whatever goes on now. */
export function progressOf({ bestScore, liveSessionId }: LabSummary): Progress {
  if (bestScore !== undefined && bestScore.points >= bestScore.max) return 'done';
  return liveSessionId === undefined ? 'todo' : 'running';
}

export const difficulties: readonly Difficulty[] = ['beginner', 'intermediate', 'advanced'];

/** A track with those of its labs that are shown. */
export interface TrackLabs {
  name: string;
  title: string;
  description?: string;
  /** Of the two texts. */
  language?: string;
  labs: LabSummary[];
}

function matches(lab: LabSummary, filter: CatalogFilter): boolean {
  if (filter.topic !== undefined && !lab.topics.includes(filter.topic)) return false;
  if (filter.difficulty !== undefined && lab.difficulty !== filter.difficulty) return false;
  if (filter.progress !== undefined && progressOf(lab) !== filter.progress) return false;
  const haystack = [lab.title, lab.name, lab.track, ...lab.topics].join(' ').toLowerCase();
  return filter.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** The labs that match, by track; tracks and labs keep the order of the catalogue. */
export function filterTracks(
  labs: readonly LabSummary[],
  tracks: readonly Track[],
  filter: CatalogFilter,
): TrackLabs[] {
  const described = new Map(tracks.map((track) => [track.name, track]));
  const shown = new Map<string, TrackLabs>();
  for (const lab of labs) {
    if (!matches(lab, filter)) continue;
    const { track: name } = lab;
    const track = shown.get(name);
    if (track) track.labs.push(lab);
    else shown.set(name, { name, title: titleFromName(name), ...described.get(name), labs: [lab] });
  }
  return [...shown.values()];
}

/** Every topic, the most used first. */
export function topicsOf(labs: readonly LabSummary[]): string[] {
  const uses = new Map<string, number>();
  for (const topic of labs.flatMap((lab) => lab.topics)) {
    uses.set(topic, (uses.get(topic) ?? 0) + 1);
  }
  return [...uses].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([topic]) => topic);
}
