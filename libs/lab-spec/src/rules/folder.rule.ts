import type { RuleContext } from './rule.js';

/** The folder of a lab says its track and its name, and so must the lab. */
export function folder(context: RuleContext): void {
  const { outline, options } = context;
  const { name, track } = options.folder ?? {};
  if (name !== undefined && outline.name !== undefined && outline.name.value !== name) {
    context.error(
      outline.name.path,
      `the lab is named "${outline.name.value}", its folder says "${name}"`,
      'make both the same: <nn>-<name>',
    );
  }
  if (track !== undefined && outline.track !== undefined && outline.track.value !== track) {
    context.error(
      outline.track.path,
      `the track is "${outline.track.value}", the lab is in the folder of "${track}"`,
      'move the lab, or correct the track',
    );
  }
}
