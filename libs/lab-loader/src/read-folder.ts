import type { Stats } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LabProblem, labLimits } from '@drillyard/lab-spec';

/** Folders within folders; deeper is a mistake, or somebody's node_modules. */
const depthMax = 5;
/** Pictures and the like: served as they are, never read as text. */
const assetsFolder = 'assets';

export interface FolderContent {
  /** Path below the folder, with slashes → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly LabProblem[];
}
type Refusal = Pick<LabProblem, 'message' | 'next'>;

/**
 * Reads the text files of a lab folder. Symbolic links are refused, as they may lead out of it;
 * files over the limits are named and not read.
 */
export async function readFolder(folder: string): Promise<FolderContent> {
  const files = new Map<string, string>();
  const problems: LabProblem[] = [];
  for (const path of await listFiles(folder, '', 1)) {
    const refusal =
      files.size >= labLimits.files
        ? { message: `the lab has more than ${labLimits.files} files`, next: 'remove some' }
        : await readInto(files, folder, path);
    if (refusal === undefined) continue;
    problems.push({ severity: 'error', file: path, line: 1, column: 1, ...refusal });
    if (files.size >= labLimits.files) break;
  }
  return { files, problems };
}

/** Everything below the folder that is not itself a folder to be descended into. */
async function listFiles(folder: string, below: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.') || path === assetsFolder) continue;
    if (entry.isDirectory() && depth < depthMax) {
      paths.push(...(await listFiles(folder, path, depth + 1)));
    } else paths.push(path);
    // One more than allowed is enough to say that there are too many.
    if (paths.length > labLimits.files) break;
  }
  return paths;
}

async function readInto(
  files: Map<string, string>,
  folder: string,
  path: string,
): Promise<Refusal | undefined> {
  const refusal = refuse(await lstat(join(folder, path)));
  if (refusal !== undefined) return refusal;
  const text = toText(await readFile(join(folder, path)));
  if (text === undefined) {
    return { message: 'the file is not UTF-8 text', next: `put it into ${assetsFolder}/` };
  }
  files.set(path, text);
  return undefined;
}

function refuse(info: Stats): Refusal | undefined {
  if (info.isSymbolicLink()) {
    return { message: 'the file is a symbolic link', next: 'copy the file instead' };
  }
  if (info.isDirectory()) {
    return { message: 'the folder is nested too deeply', next: `keep to ${depthMax} levels` };
  }
  if (!info.isFile()) return { message: 'this is not a regular file', next: 'remove it' };
  if (info.size <= labLimits.fileLength) return undefined;
  return {
    message: `the file has ${info.size} bytes`,
    next: `keep to ${labLimits.fileLength}; pictures belong in ${assetsFolder}/`,
  };
}

function toText(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
