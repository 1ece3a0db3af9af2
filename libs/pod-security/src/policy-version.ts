/** The Kubernetes minor version whose controls count, or whichever is newest. */
export type PolicyVersion = 'latest' | `v1.${number}`;

/** What is wrong with a word that is no version, in upstream's words. */
export const versionMistake = 'must be "latest" or "v1.x"';

/** Go's `int`: a longer number is none. */
const minorMax = 2n ** 63n - 1n;

export function parseVersion(text: string): PolicyVersion | undefined {
  if (text === 'latest') return text;
  const minor = /^v1\.(\d|[1-9]\d*)$/.exec(text)?.[1];
  if (minor === undefined || BigInt(minor) > minorMax) return undefined;
  return text as PolicyVersion;
}

/** The minor version as a number; latest is newer than any. */
export function minorOf(version: PolicyVersion): number {
  return version === 'latest' ? Number.POSITIVE_INFINITY : Number(version.slice('v1.'.length));
}
