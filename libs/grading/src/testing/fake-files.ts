import type { GradedFile, GradedFiles } from '../check-context.js';

/** Files in memory; changing one tells whoever watches. */
export class FakeFiles implements GradedFiles {
  readonly #files = new Map<string, GradedFile>();
  readonly #watchers = new Map<string, Set<() => void>>();

  set(path: string, content: string, attributes: Partial<GradedFile> = {}): void {
    const bytes = new TextEncoder().encode(content);
    const defaults = { truncated: false, mode: 0o644, owner: 'learner', sizeBytes: bytes.length };
    this.#files.set(path, { content: bytes, ...defaults, ...attributes });
    for (const watcher of this.#watchers.get(path) ?? []) watcher();
  }

  async read(path: string): Promise<GradedFile | undefined> {
    return this.#files.get(path);
  }

  watch(path: string, onChange: () => void): () => void {
    const watchers = this.#watchers.get(path) ?? new Set();
    this.#watchers.set(path, watchers.add(onChange));
    return () => watchers.delete(onChange);
  }

  get watcherCount(): number {
    return [...this.#watchers.values()].reduce((sum, { size }) => sum + size, 0);
  }
}
