import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of one scenario: more is a repository, not a scenario. */
const filesMax = 500;
const fileBytesMax = 256 * 1024;
const depthMax = 6;

/** The text files below a folder, by path; anything else, links above all, is passed over. */
export async function readTextFolder(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const visit = async (below: string, depth: number): Promise<void> => {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (files.size >= filesMax) return;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && depth < depthMax && !entry.name.startsWith('.')) {
        await visit(path, depth + 1);
      } else if (entry.isFile()) {
        const text = await readText(join(folder, path));
        if (text !== undefined) files.set(path, text);
      }
    }
  };
  await visit('', 1);
  return files;
}

async function readText(path: string): Promise<string | undefined> {
  if ((await lstat(path)).size > fileBytesMax) return undefined;
  const content = await readFile(path);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
