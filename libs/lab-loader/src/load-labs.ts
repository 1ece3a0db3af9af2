import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UserError } from '@drillyard/errors';
import { type LabProblem, labFile, parseTrack, type Track, trackFile } from '@drillyard/lab-spec';
import { exists, type LoadedLab, type LoadOptions, loadLab } from './load-lab.js';

/** More labs than one catalogue holds; a larger tree is not a labs folder. */
const labsMax = 2000;
/** `labs/<track>/<lab>` */
const depthMax = 2;

export interface LoadedCatalogue {
  /** Broken labs too: each stands with its problems and hides no other. */
  readonly labs: readonly LoadedLab[];
  readonly tracks: readonly Track[];
  readonly trackProblems: readonly (LabProblem & { readonly folder: string })[];
}

/**
 * Reads all labs below a folder: a lab folder itself, a track, or a folder of tracks.
 * @throws UserError LABS_NOT_FOUND where the path is no folder or no lab is in it.
 */
export async function loadLabs(path: string, options: LoadOptions = {}): Promise<LoadedCatalogue> {
  const root = resolve(path);
  const found = { labs: [] as string[], tracks: [] as string[] };
  await find(root, 0, found);
  if (found.labs.length === 0) {
    throw new UserError(
      'LABS_NOT_FOUND',
      `there is no lab in ${path}: give a folder with a ${labFile} in it or below it`,
    );
  }
  const labs: LoadedLab[] = [];
  for (const folder of found.labs.slice(0, labsMax)) labs.push(await loadLab(folder, options));
  const read = await Promise.all(found.tracks.map(readTrack));
  const tracks = read.flatMap(({ track }) => track ?? []).sort(byOrder);
  return {
    labs: refuseSameName(labs).sort(byTrackAndNumber(tracks)),
    tracks,
    trackProblems: read.flatMap(({ problems }) => problems),
  };
}

async function find(folder: string, depth: number, found: { labs: string[]; tracks: string[] }) {
  if (
    !(await stat(folder).then(
      (info) => info.isDirectory(),
      () => false,
    ))
  )
    return;
  if (await exists(join(folder, labFile))) {
    found.labs.push(folder);
    return;
  }
  if (await exists(join(folder, trackFile))) found.tracks.push(folder);
  if (depth === depthMax) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !entry.name.startsWith('.')) {
      await find(join(folder, entry.name), depth + 1, found);
    }
  }
}

async function readTrack(folder: string) {
  const text = await readFile(join(folder, trackFile), 'utf8');
  const { track, problems } = parseTrack(basename(folder), text);
  return { track, problems: problems.map((problem) => ({ ...problem, folder })) };
}

/** What is stored of learners is stored by lab name: the second lab of a name cannot be offered. */
function refuseSameName(labs: readonly LoadedLab[]): LoadedLab[] {
  const first = new Map<string, LoadedLab>();
  return labs.map((loaded) => {
    const name = loaded.lab?.name;
    const other = name === undefined ? undefined : first.get(name);
    if (name === undefined) return loaded;
    if (other === undefined) {
      first.set(name, loaded);
      return loaded;
    }
    const problem: LabProblem = {
      severity: 'error',
      file: labFile,
      line: 1,
      column: 1,
      message: `the name "${name}" is already used by ${other.folder}`,
      next: 'give each lab its own',
    };
    return { ...loaded, lab: undefined, problems: [...loaded.problems, problem] };
  });
}

function byOrder(a: Track, b: Track): number {
  return (a.order ?? Infinity) - (b.order ?? Infinity) || (a.name < b.name ? -1 : 1);
}

/** The order of the tracks; labs of a track nobody describes come last. */
function byTrackAndNumber(tracks: readonly Track[]): (a: LoadedLab, b: LoadedLab) => number {
  const places = new Map(tracks.map(({ name }, index) => [name, index]));
  const placeOf = (track: string) => places.get(track) ?? tracks.length;
  return (a, b) => {
    const trackA = a.lab?.track ?? '';
    const trackB = b.lab?.track ?? '';
    if (trackA !== trackB) return placeOf(trackA) - placeOf(trackB) || (trackA < trackB ? -1 : 1);
    return a.order - b.order || (a.folder < b.folder ? -1 : 1);
  };
}
