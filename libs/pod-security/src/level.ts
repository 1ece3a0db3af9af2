/** The profiles of the Pod Security Standards, the least strict first. */
export const podSecurityLevels = ['privileged', 'baseline', 'restricted'] as const;

export type PodSecurityLevel = (typeof podSecurityLevels)[number];

/** What is wrong with a word that is no level, in upstream's words. */
export const levelMistake = `must be one of ${podSecurityLevels.join(', ')}`;

export function parseLevel(text: string): PodSecurityLevel | undefined {
  return podSecurityLevels.find((level) => level === text);
}

/** Below zero where `a` is less strict than `b`, above where it is stricter. */
export function compareLevels(a: PodSecurityLevel, b: PodSecurityLevel): number {
  return podSecurityLevels.indexOf(a) - podSecurityLevels.indexOf(b);
}
