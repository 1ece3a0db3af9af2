import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Folders that are watched; a catalogue of a hundred labs has fewer, and each takes an inotify watch. */
const foldersMax = 2000;

/**
 * Tells when anything below a folder is saved, comes or goes. Each folder is watched by itself: Node's
 * own recursive watch follows files, and loses one that an editor puts a new one in the place of.
 */
export class TreeWatch {
  readonly #watchers = new Map<string, FSWatcher>();

  constructor(
    private readonly root: string,
    private readonly onChange: () => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#follow();
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #follow(): void {
    const folders = new Set([this.root, ...foldersBelow(this.root)].slice(0, foldersMax));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watch(folder);
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, (event) => {
        // A folder may have come or gone.
        if (event === 'rename') this.#follow();
        this.onChange();
      });
      watcher.on('error', this.onError);
      this.#watchers.set(folder, watcher);
    } catch (error) {
      // It is gone already: the folder it was in has said so.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.onError(error);
    }
  }
}

function foldersBelow(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name));
  } catch {
    return [];
  }
}
