/** What an expression is known to be before it is evaluated. `dyn` is anything. */
export type DeclaredType =
  | { readonly kind: 'scalar'; readonly name: string }
  /** A type a function leaves open, such as the A of `list(A)`. */
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'list'; readonly element: DeclaredType }
  | { readonly kind: 'map'; readonly key: DeclaredType; readonly value: DeclaredType }
  | {
      readonly kind: 'object';
      readonly name: string;
      readonly fields: ReadonlyMap<string, DeclaredType>;
    };

function scalar(name: string): DeclaredType {
  return { kind: 'scalar', name };
}

export const dyn = scalar('dyn');
export const bool = scalar('bool');
export const int = scalar('int');
export const uint = scalar('uint');
export const double = scalar('double');
export const string = scalar('string');
export const bytes = scalar('bytes');
export const nullType = scalar('null');
export const timestamp = scalar('timestamp');
export const duration = scalar('duration');
/** The type of a type. */
export const typeType = scalar('type');

export function listOf(element: DeclaredType): DeclaredType {
  return { kind: 'list', element };
}

export function mapOf(key: DeclaredType, value: DeclaredType): DeclaredType {
  return { kind: 'map', key, value };
}

export function objectOf(
  name: string,
  fields: Readonly<Record<string, DeclaredType>>,
): DeclaredType {
  return { kind: 'object', name, fields: new Map(Object.entries(fields)) };
}

/** As CEL's own messages write it. */
export function typeText(declared: DeclaredType): string {
  switch (declared.kind) {
    case 'list':
      return `list(${typeText(declared.element)})`;
    case 'map':
      return `map(${typeText(declared.key)}, ${typeText(declared.value)})`;
    default:
      return declared.name;
  }
}

export function isDyn(declared: DeclaredType): boolean {
  return declared.kind === 'scalar' && declared.name === 'dyn';
}

/** What the parameters of a function turned out to be. */
export type TypeParameters = Map<string, DeclaredType>;

/** Whether a value of this type can be where the other is wanted; learns parameters on the way. */
export function isAssignable(
  found: DeclaredType,
  wanted: DeclaredType,
  parameters: TypeParameters,
): boolean {
  if (wanted.kind === 'parameter') {
    const known = parameters.get(wanted.name);
    if (known !== undefined && !isAssignable(found, known, parameters)) return false;
    if (known === undefined || isVague(known)) parameters.set(wanted.name, found);
    return true;
  }
  if (isDyn(found) || isDyn(wanted)) return true;
  if (found.kind === 'scalar' && found.name === 'null') {
    return wanted.kind === 'object' || typeText(wanted) === 'null';
  }
  if (wanted.kind === 'scalar' && wanted.name === 'null') return found.kind === 'object';
  if (found.kind === 'list' && wanted.kind === 'list') {
    return isAssignable(found.element, wanted.element, parameters);
  }
  if (found.kind === 'map' && wanted.kind === 'map') {
    return (
      isAssignable(found.key, wanted.key, parameters) &&
      isAssignable(found.value, wanted.value, parameters)
    );
  }
  if (found.kind === 'list' || found.kind === 'map') return false;
  return found.kind === wanted.kind && found.name === wanted.name;
}

/** With its parameters filled in; `dyn` where nothing was learned of one. */
export function substitute(declared: DeclaredType, parameters: TypeParameters): DeclaredType {
  switch (declared.kind) {
    case 'parameter':
      return parameters.get(declared.name) ?? dyn;
    case 'list':
      return listOf(substitute(declared.element, parameters));
    case 'map':
      return mapOf(substitute(declared.key, parameters), substitute(declared.value, parameters));
    default:
      return declared;
  }
}

/** Of an empty list, say: the next one knows better. */
function isVague(declared: DeclaredType): boolean {
  if (declared.kind === 'list') return isVague(declared.element);
  if (declared.kind === 'map') return isVague(declared.value);
  return isDyn(declared);
}
