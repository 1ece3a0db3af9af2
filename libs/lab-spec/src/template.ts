import { UserError } from '@drillyard/errors';

/** The value of a parameter, drawn for one learner. */
export type ParamValue = string | number;
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** One `{{ … }}` of a text: where it is and which parameter it names, if it is well formed. */
export interface TemplateUse {
  readonly offset: number;
  readonly text: string;
  /** Undefined where it is not of the form `{{ params.name }}`. */
  readonly param: string | undefined;
}

/**
 * `{{ params.name }}` and nothing else: no expressions, no code. A backslash keeps the braces:
 * `\{{` is `{{`, as Go templates for kubectl need it.
 */
const opening = /\\?\{\{/g;
const wellFormed = /^\{\{\s*params\.([A-Za-z][A-Za-z0-9_]*)\s*\}\}/;
/** A malformed template is quoted in messages up to here. */
const quotedLengthMax = 40;

export function findTemplates(text: string): TemplateUse[] {
  const uses: TemplateUse[] = [];
  for (const match of text.matchAll(opening)) {
    if (match[0].startsWith('\\')) continue;
    const rest = text.slice(match.index, match.index + 200);
    const param = wellFormed.exec(rest);
    const quoted = /^\{\{[^}\n]*\}?\}?/.exec(rest)?.[0] ?? '{{';
    uses.push({
      offset: match.index,
      text: param?.[0] ?? quoted.slice(0, quotedLengthMax),
      param: param?.[1],
    });
  }
  return uses;
}

/** @throws UserError TEMPLATE_UNRESOLVED naming the template, for what {@link findTemplates} finds wrong. */
export function renderTemplate(text: string, params: ParamValues): string {
  let rendered = '';
  let from = 0;
  for (const use of findTemplates(text)) {
    rendered += unescapeBraces(text.slice(from, use.offset)) + String(resolve(use, params));
    from = use.offset + use.text.length;
  }
  return rendered + unescapeBraces(text.slice(from));
}

/**
 * Renders every string of a JSON-like value, keys included. A string that is one template and
 * nothing else takes the parameter's type, so that a number stays a number.
 */
export function renderDeep<T>(value: T, params: ParamValues): T {
  return renderValue(value, params) as T; // the shape is kept; only strings change
}

function renderValue(value: unknown, params: ParamValues): unknown {
  if (typeof value === 'string') return renderString(value, params);
  if (Array.isArray(value)) return value.map((item) => renderValue(item, params));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      renderTemplate(key, params),
      renderValue(item, params),
    ]),
  );
}

function renderString(text: string, params: ParamValues): ParamValue {
  const [use, ...others] = findTemplates(text);
  if (use !== undefined && others.length === 0 && use.text === text) return resolve(use, params);
  return renderTemplate(text, params);
}

function resolve(use: TemplateUse, params: ParamValues): ParamValue {
  const value =
    use.param !== undefined && Object.hasOwn(params, use.param) ? params[use.param] : undefined;
  if (value === undefined) {
    throw new UserError(
      'TEMPLATE_UNRESOLVED',
      `the template ${use.text} does not resolve: name one of the lab's params`,
    );
  }
  return value;
}

function unescapeBraces(text: string): string {
  return text.replaceAll('\\{{', '{{');
}
