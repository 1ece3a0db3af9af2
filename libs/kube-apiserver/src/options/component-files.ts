/** A file a component cannot read, in the words of Go's os package. */
export class FileError extends Error {
  constructor(
    readonly operation: string,
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${operation} ${path}: ${reason}`);
  }
}

/** The files a component sees: those of its container. */
export interface ComponentFiles {
  /** The text of a file; throws {@link FileError}. */
  read(path: string): string;
}

/** As `read`, for what upstream asks the state of before it opens it. */
export function readAfterStat(files: ComponentFiles, path: string): string {
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof FileError && error.operation === 'open') {
      throw new FileError('stat', path, error.reason);
    }
    throw error;
  }
}
