import { isDeepStrictEqual } from 'node:util';
import { type FieldError, fieldImmutableMessage, invalidValue } from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateQuotaResourceName, validateResourceQuantity } from './resource-name-validation.js';

const podCompute = ['cpu', 'memory'].flatMap((name) => [
  name,
  `requests.${name}`,
  `limits.${name}`,
]);
const podScoped = ['pods', ...podCompute];

/** What each scope can be combined with (upstream `IsResourceQuotaScopeValidForResource`). */
const scopes: Readonly<Record<string, readonly string[]>> = {
  Terminating: podScoped,
  NotTerminating: podScoped,
  NotBestEffort: podScoped,
  PriorityClass: podScoped,
  CrossNamespacePodAffinity: podScoped,
  BestEffort: ['pods'],
  VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
};
const conflictingScopes = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

export const resourceQuotaStrategy: ResourceStrategy = {
  group: '',
  resource: 'resourcequotas',
  createsOnUpdate: true,
  validate,
  validateUpdate(draft, old) {
    const errors = validate(draft);
    const [before, after] = [old['spec'] as Draft | undefined, draft['spec']].map(
      (spec) => new Set<string>(spec?.scopes ?? []),
    );
    if (isDeepStrictEqual(before, after)) return errors;
    const sent = draft['spec']?.scopes ?? null;
    return [...errors, invalidValue('spec.scopes', sent, fieldImmutableMessage)];
  },
};

function validate({ spec = {} }: Draft): FieldError[] {
  const hard: Record<string, string> = spec.hard ?? {};
  const names = Object.keys(hard).sort();
  return [
    ...names.flatMap((name) => {
      const field = `spec.hard[${name}]`;
      return [
        ...validateQuotaResourceName(field, name),
        ...validateResourceQuantity(field, name, String(hard[name])),
      ];
    }),
    ...validateScopes(spec.scopes ?? [], names),
  ];
}

function validateScopes(sent: readonly string[], names: readonly string[]): FieldError[] {
  const refuse = (why: string) => invalidValue('spec.scopes', sent, why);
  const errors = sent.flatMap((scope) => {
    const allowed = scopes[scope];
    if (allowed === undefined) return [refuse('unsupported scope')];
    return names
      .filter((name) => validateQuotaResourceName('', name).length === 0 && !name.includes('/'))
      .filter((name) => !allowed.includes(name))
      .map(() => refuse('unsupported scope applied to resource'));
  });
  const conflicts = conflictingScopes.filter((pair) => pair.every((scope) => sent.includes(scope)));
  return [...errors, ...conflicts.map(() => refuse('conflicting scopes'))];
}
