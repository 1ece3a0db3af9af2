import type { ComponentFiles } from './component-files.js';

/**
 * What is made out of files and made anew when they change (apiserver `dynamiccertificates`).
 * Contents that cannot be used leave what was there.
 */
export class DynamicFile<T> {
  private constructor(
    private readonly files: ComponentFiles,
    private readonly paths: readonly string[],
    private readonly parse: (...texts: string[]) => T,
    private texts: readonly string[],
    private current: T,
  ) {}

  /** Throws what reading or parsing throws. */
  static open<T>(
    files: ComponentFiles,
    paths: readonly string[],
    parse: (...texts: string[]) => T,
  ): DynamicFile<T> {
    const texts = paths.map((path) => files.read(path));
    return new DynamicFile(files, paths, parse, texts, parse(...texts));
  }

  /** The same object until the files change. */
  get value(): T {
    return this.current;
  }

  /** Whether there is another value now. Throws where the files cannot be used. */
  reload(): boolean {
    const texts = this.paths.map((path) => this.files.read(path));
    if (texts.every((text, index) => text === this.texts[index])) return false;
    this.current = this.parse(...texts);
    this.texts = texts;
    return true;
  }
}
