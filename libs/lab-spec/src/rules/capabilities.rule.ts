import { labCapabilities } from '../capability.js';
import type { RuleContext } from './rule.js';

/** What the lab requires can be had from some provider. */
export function capabilities(context: RuleContext): void {
  const reachable: readonly string[] | undefined = context.options.reachableCapabilities;
  if (reachable === undefined) return;
  const known: readonly string[] = labCapabilities;
  for (const { path, value } of context.outline.requires) {
    if (!known.includes(value) || reachable.includes(value)) continue;
    context.error(
      path,
      `no cluster provider here has the capability "${value}"`,
      reachable.length === 0
        ? 'remove it: only labs that need nothing beyond the Kubernetes API can be run'
        : `require only ${reachable.join(', ')}`,
    );
  }
}
