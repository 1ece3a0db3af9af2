import type { ProgramName } from './program-name.js';

/** What a runtime needs to know of an image: its configuration, and what stands in its file system. */
export interface ContainerImage {
  /** `user[:group]`, names or numbers, as in the image's configuration. Empty is root. */
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly workingDir?: string;
  /** Whose shell and tools it has: their messages, prompts and lists of commands differ. */
  readonly userland: Userland;
  /** In /etc/passwd beside the ones of its userland. */
  readonly users?: readonly ImageAccount[];
  readonly groups?: readonly ImageGroup[];
  readonly files?: readonly ImageFile[];
  /** What its executables do, by their path: `/usr/sbin/nginx` is `nginx`. */
  readonly programs?: Readonly<Record<string, ProgramName>>;
  /** Whether `ping`, `curl` and the like are installed, beyond what the userland always has. */
  readonly tools?: readonly string[];
  /** Ports its programs listen on where their command line does not say. */
  readonly ports?: readonly number[];
}

/** BusyBox on Alpine, GNU on Debian, or nothing but the program (distroless, scratch). */
export type Userland = 'busybox' | 'debian' | 'none';

export interface ImageAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home?: string;
  readonly shell?: string;
}
export interface ImageGroup {
  readonly name: string;
  readonly gid: number;
  readonly members?: readonly string[];
}
/** A folder where it has no content. Parents that are not listed are root's, 0755. */
export interface ImageFile {
  readonly path: string;
  readonly content?: string;
  /** Octal permissions; 0644 for files, 0755 for folders. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** A symbolic link to there. */
  readonly target?: string;
}
