import { labCapabilities } from '../capability.js';
import { fieldsOf, type LabOutline, type Text } from '../outline.js';
import { checkKinds } from '../schema/check.schema.js';
import type { RuleContext } from './rule.js';

/** What the lab requires can be had from some provider, and what it works with is required. */
export function capabilities(context: RuleContext): void {
  reachable(context);
  nodeIsRequired(context);
  containersAreRequired(context);
  settingsAreRequired(context);
}

/** Only some providers can make clusters to order. */
function settingsAreRequired({ outline, error }: RuleContext): void {
  if (!outline.hasClusterSettings) return;
  if (outline.requires.some(({ value }) => value === 'cluster-settings')) return;
  const message = 'the lab does not require clusters that can be made to order';
  error(['spec', 'cluster', 'settings'], message, 'add cluster-settings to spec.cluster.requires');
}

/** Without containers that run there is nobody to ask. */
function containersAreRequired({ outline, error }: RuleContext): void {
  if (outline.requires.some(({ value }) => value === 'containers')) return;
  for (const { path, fields } of outline.tasks.flatMap(({ checks }) => checks)) {
    if (fields['exec'] === undefined) continue;
    const message = 'the lab does not require containers that run';
    error([...path, 'exec'], message, 'add containers to spec.cluster.requires');
  }
}

/** Whoever names the node needs a shell on it, for learners as for scripts. */
function nodeIsRequired(context: RuleContext): void {
  const { outline } = context;
  if (outline.requires.some(({ value }) => value === 'node-shell')) return;
  for (const { path, value } of places(outline)) {
    if (value !== 'controlplane') continue;
    const next = 'add node-shell to spec.cluster.requires';
    context.error(path, 'the lab does not require a shell on the node', next);
  }
}

function places({ setup, tasks, variants, mutants }: LabOutline): Text[] {
  const attempts = [...tasks.map(({ solution = [] }) => solution), setup];
  const steps = [...attempts, ...[...variants, ...mutants].map((attempt) => attempt.steps)].flat();
  const ofChecks = tasks.flatMap(({ checks }) =>
    checks.flatMap(({ path, fields }) =>
      checkKinds.flatMap((kind): Text[] => {
        const { on } = fieldsOf(fields[kind]);
        return typeof on === 'string' ? [{ path: [...path, kind, 'on'], value: on }] : [];
      }),
    ),
  );
  return [...steps.flatMap(({ on }) => on ?? []), ...ofChecks];
}

function reachable(context: RuleContext): void {
  const available: readonly string[] | undefined = context.options.reachableCapabilities;
  if (available === undefined) return;
  const known: readonly string[] = labCapabilities;
  for (const { path, value } of context.outline.requires) {
    if (!known.includes(value) || available.includes(value)) continue;
    context.error(
      path,
      `no cluster provider here has the capability "${value}"`,
      available.length === 0
        ? 'remove it: only labs that need nothing beyond the Kubernetes API can be run'
        : `require only ${available.join(', ')}`,
    );
  }
}
