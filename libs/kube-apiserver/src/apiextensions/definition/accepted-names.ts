import { isDeepStrictEqual } from 'node:util';
import { goQuote } from '@drillyard/rbac';
import type {
  CustomResourceDefinition,
  DefinitionCondition,
  DefinitionNames,
} from './custom-resource-definition.js';

/** Of no definition yet, as upstream writes it. */
const noNames: DefinitionNames = { plural: '', kind: '' };

/**
 * Which of the names it asks for a definition gets: those it has already, and those no other of
 * its group has (apiextensions `calculateNamesAndConditions`).
 */
export function acceptNames(
  { spec, status }: CustomResourceDefinition,
  others: readonly CustomResourceDefinition[],
): { names: DefinitionNames; condition: DefinitionCondition } {
  const wanted = spec.names;
  const had = status?.acceptedNames ?? noNames;
  const taken = others.map((other) => other.status?.acceptedNames ?? noNames);
  const resources = new Set(
    taken.flatMap(({ plural, singular = '', shortNames = [] }) => [
      plural,
      singular,
      ...shortNames,
    ]),
  );
  const kinds = new Set(taken.flatMap(({ kind, listKind = '' }) => [kind, listKind]));
  let conflict: { reason: string; message: string } | undefined;
  const pick = <T extends string | undefined>(
    reason: string,
    name: T,
    before: T,
    used: ReadonlySet<string>,
  ): T => {
    if (name === before || !used.has(name ?? '')) return name;
    conflict = { reason, message: inUse(name ?? '') };
    return before;
  };
  const { categories } = wanted;
  const plural = pick('PluralConflict', wanted.plural, had.plural, resources);
  const singular = pick('SingularConflict', wanted.singular, had.singular, resources);
  const shortNames = pickShortNames(wanted.shortNames, had.shortNames, resources, (message) => {
    conflict = { reason: 'ShortNamesConflict', message };
  });
  const kind = pick('KindConflict', wanted.kind, had.kind, kinds);
  const listKind = pick('ListKindConflict', wanted.listKind, had.listKind, kinds);
  const names = withoutUndefined({ plural, singular, shortNames, kind, listKind, categories });
  return { names, condition: namesAccepted(conflict) };
}

function pickShortNames(
  wanted: readonly string[] | undefined,
  had: readonly string[] | undefined,
  used: ReadonlySet<string>,
  onConflict: (message: string) => void,
): readonly string[] | undefined {
  if (isDeepStrictEqual(wanted, had)) return had;
  const clashing = (wanted ?? []).filter((name) => had?.includes(name) !== true && used.has(name));
  if (clashing.length === 0) return wanted;
  const messages = clashing.map(inUse);
  onConflict(messages.length === 1 ? (messages[0] ?? '') : `[${messages.join(', ')}]`);
  return had;
}

function namesAccepted(
  conflict: { reason: string; message: string } | undefined,
): DefinitionCondition {
  if (conflict !== undefined) return { type: 'NamesAccepted', status: 'False', ...conflict };
  const reason = 'NoConflicts';
  return { type: 'NamesAccepted', status: 'True', reason, message: 'no conflicts found' };
}

function inUse(name: string): string {
  return `${goQuote(name)} is already in use`;
}

function withoutUndefined(names: { [K in keyof DefinitionNames]: DefinitionNames[K] | undefined }) {
  const entries = Object.entries(names).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as DefinitionNames;
}
