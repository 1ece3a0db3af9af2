import { isDNS1035Label } from '@drillyard/kube-objects';
import { type FieldError, invalidValue, required } from '../../../registry/field-error.js';
import type { DefinitionNames } from '../custom-resource-definition.js';

/** apiextensions `ValidateCustomResourceDefinitionNames` */
export function validateNames(names: DefinitionNames, field: string): FieldError[] {
  const { plural, singular = '', kind, listKind = '', shortNames = [], categories = [] } = names;
  const clash = 'kind and listKind may not be the same';
  return [
    ...(plural === '' ? [] : label(`${field}.plural`, plural)),
    ...(singular === '' ? [] : label(`${field}.singular`, singular)),
    ...mixedCase(`${field}.kind`, kind),
    ...mixedCase(`${field}.listKind`, listKind),
    ...shortNames.flatMap((name, at) => label(`${field}.shortNames[${at}]`, name)),
    ...(kind !== '' && kind === listKind
      ? [invalidValue(`${field}.listKind`, listKind, clash)]
      : []),
    ...categories.flatMap((name, at) => label(`${field}.categories[${at}]`, name)),
  ];
}

/** The names a definition cannot do without. */
export function requireNames(names: DefinitionNames, field: string): FieldError[] {
  return (['plural', 'singular', 'kind', 'listKind'] as const)
    .filter((key) => !names[key])
    .map((key) => required(`${field}.${key}`));
}

function label(field: string, value: string): FieldError[] {
  const mistakes = isDNS1035Label(value);
  return mistakes.length === 0 ? [] : [invalidValue(field, value, mistakes.join(','))];
}

function mixedCase(field: string, value: string): FieldError[] {
  const mistakes = value === '' ? [] : isDNS1035Label(value.toLowerCase());
  if (mistakes.length === 0) return [];
  const detail = `may have mixed case, but should otherwise match: ${mistakes.join(',')}`;
  return [invalidValue(field, value, detail)];
}
