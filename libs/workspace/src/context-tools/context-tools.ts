import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtraTool } from '../sandbox/sandbox-layout.js';
import { findTool } from '../tool-paths.js';
import { kubectx } from './kubectx.js';
import { kubens } from './kubens.js';

/** kubectx and kubens by name: what they are where the host has none. */
export const contextTools = { kubectx, kubens } as const;

/** Those of the tools that the host does not have, written into a folder for sandboxes to show. */
export async function offerContextTools(
  folder: string,
  isOnHost = (name: string) => findTool(name) !== undefined,
): Promise<ExtraTool[]> {
  const missing = Object.entries(contextTools).filter(([name]) => !isOnHost(name));
  if (missing.length > 0) await mkdir(folder, { recursive: true, mode: 0o755 });
  return Promise.all(
    missing.map(async ([name, text]) => {
      const path = join(folder, name);
      await writeFile(path, text, { mode: 0o755 });
      return { name, path };
    }),
  );
}
