import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  type Lab,
  type LabProblem,
  type ParseLabOptions,
  parseLab,
  trackFile,
} from '@drillyard/lab-spec';
import { readFolder } from './read-folder.js';

export interface LoadedLab {
  /** Absolute path of the lab folder. */
  readonly folder: string;
  /** The number before the name of the folder, which orders labs within a track. */
  readonly order: number;
  /** Undefined where a problem is an error. */
  readonly lab: Lab | undefined;
  readonly problems: readonly LabProblem[];
}
export type LoadOptions = Omit<ParseLabOptions, 'folder'>;

/** `01-pod-reader` */
const numbered = /^(\d{1,4})-(.+)$/;

/** Reads one lab folder. Whatever is wrong with its content is a problem, not an error. */
export async function loadLab(path: string, options: LoadOptions = {}): Promise<LoadedLab> {
  const folder = resolve(path);
  const [, number, name] = numbered.exec(basename(folder)) ?? [];
  const read = await readFolder(folder);
  const parsed = parseLab(read.files, {
    ...options,
    folder: { name, track: await trackOf(folder) },
  });
  const problems = [...read.problems, ...parsed.problems];
  return {
    folder,
    order: Number(number ?? Number.MAX_SAFE_INTEGER),
    lab: read.problems.length === 0 ? parsed.lab : undefined,
    problems,
  };
}

/** The folder around a lab is its track if it says so; a lab may also stand alone. */
async function trackOf(folder: string): Promise<string | undefined> {
  return (await exists(join(dirname(folder), trackFile))) ? basename(dirname(folder)) : undefined;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
