import type { Control, ControlVersion } from './control.js';
import { controls } from './controls.js';
import type { LevelVersion } from './level-version.js';
import { minorOf } from './policy-version.js';

/** A control and the rules it had in one version. */
export interface ControlAt extends ControlVersion {
  readonly control: Control;
}

/** The last version with rules of its own; all later ones are like it. */
const newestMinor = Math.max(
  ...controls.flatMap(({ versions }) => versions.map(({ since }) => since)),
);
/** At most two levels times the versions up to the newest: a namespace has thousands of pods. */
const known = new Map<string, readonly ControlAt[]>();

/** What one level asked for in one version, without what a stricter control makes superfluous. */
export function controlsAt({ level, version }: LevelVersion): readonly ControlAt[] {
  if (level === 'privileged') return [];
  const minor = Math.min(minorOf(version), newestMinor);
  const key = `${level}:${minor}`;
  const found = known.get(key) ?? computeControlsAt(level, minor);
  known.set(key, found);
  return found;
}

function computeControlsAt(level: 'baseline' | 'restricted', minor: number): ControlAt[] {
  const asked = controls
    .filter((control) => control.level === 'baseline' || level === 'restricted')
    .flatMap((control) => {
      const rules = control.versions.findLast(({ since }) => since <= minor);
      return rules === undefined ? [] : [{ control, ...rules }];
    });
  const overridden = new Set(asked.flatMap(({ overrides = [] }) => overrides));
  return asked.filter(({ control }) => !overridden.has(control.id));
}
