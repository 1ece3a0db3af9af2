import type { Control, ControlVersion } from './control.js';
import { controls } from './controls.js';
import type { LevelVersion } from './level-version.js';
import { minorOf } from './policy-version.js';

/** A control and the rules it had in one version. */
export interface ControlAt extends ControlVersion {
  readonly control: Control;
}

/** What one level asked for in one version, without what a stricter control makes superfluous. */
export function controlsAt({ level, version }: LevelVersion): readonly ControlAt[] {
  if (level === 'privileged') return [];
  const minor = minorOf(version);
  const asked = controls
    .filter((control) => control.level === 'baseline' || level === 'restricted')
    .flatMap((control) => {
      const rules = control.versions.findLast(({ since }) => since <= minor);
      return rules === undefined ? [] : [{ control, ...rules }];
    });
  const overridden = new Set(asked.flatMap(({ overrides = [] }) => overrides));
  return asked.filter(({ control }) => !overridden.has(control.id));
}
