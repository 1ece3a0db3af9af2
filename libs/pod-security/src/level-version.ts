import type { PodSecurityLevel } from './level.js';
import type { PolicyVersion } from './policy-version.js';

/** What one mode asks of pods, such as `restricted:v1.30`. */
export interface LevelVersion {
  readonly level: PodSecurityLevel;
  readonly version: PolicyVersion;
}

export const privileged: LevelVersion = { level: 'privileged', version: 'latest' };

export function formatLevelVersion({ level, version }: LevelVersion): string {
  return `${level}:${version}`;
}

export function sameLevelVersion(a: LevelVersion, b: LevelVersion): boolean {
  return a.level === b.level && a.version === b.version;
}
