/** A JSON Schema as far as this reads it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** Which objects get a section, where they are in the schema, in the order of a lab file. */
const sections: readonly [title: string, path: string][] = [
  ['Lab', ''],
  ['metadata', 'metadata'],
  ['spec', 'spec'],
  ['spec.cluster', 'spec.cluster'],
  ['spec.cluster.nodes', 'spec.cluster.nodes'],
  ['spec.cluster.settings', 'spec.cluster.settings'],
  ['Param: one of several values', 'spec.params.*.0'],
  ['Param: a whole number', 'spec.params.*.1'],
  ['Param: a unique name', 'spec.params.*.2'],
  ['Step', 'spec.setup[]'],
  ['Step: run', 'spec.setup[].run'],
  ['Step: answer', 'spec.setup[].answer'],
  ['Task', 'spec.tasks[]'],
  ['Hint', 'spec.tasks[].hints[]'],
  ['Check', 'spec.tasks[].checks[]'],
  ['Check kind: access', 'spec.tasks[].checks[].access'],
  ['access: as', 'spec.tasks[].checks[].access.as'],
  ['access: a rule of exactly', 'spec.tasks[].checks[].access.exactly[]'],
  ['Check kind: resource', 'spec.tasks[].checks[].resource'],
  ['Check kind: file', 'spec.tasks[].checks[].file'],
  ['Check kind: answer', 'spec.tasks[].checks[].answer'],
  ['answer: an option', 'spec.tasks[].checks[].answer.choice.options[]'],
  ['answer: text', 'spec.tasks[].checks[].answer.text'],
  ['answer: number', 'spec.tasks[].checks[].answer.number'],
  ['Check kind: connectivity', 'spec.tasks[].checks[].connectivity'],
  ['connectivity: a row', 'spec.tasks[].checks[].connectivity.allowed[]'],
  ['connectivity: from', 'spec.tasks[].checks[].connectivity.allowed[].from.0'],
  ['connectivity: to', 'spec.tasks[].checks[].connectivity.allowed[].to.0'],
  ['Variant', 'spec.variants[]'],
  ['Mutant', 'spec.mutants[]'],
];

const head = `# Field reference

Generated from the lab schema: change that, then run \`npx tsx scripts/update-lab-schema.ts\`. What
the checks mean is in [checks.md](checks.md); how to write a lab in [guide.md](guide.md).
`;

export function fieldReference(root: Schema): string {
  return head + sections.map(([title, path]) => section(title, find(root, path), path)).join('');
}

function section(title: string, schema: Schema, path: string): string {
  const { properties = {}, required = [], description } = schema;
  const rows = Object.entries(properties).map(([name, field]) => {
    const presence = required.includes(name) ? 'required' : defaultOf(field);
    return `| \`${name}\` | ${typeOf(field)} | ${presence} | ${field.description ?? ''} |\n`;
  });
  if (rows.length === 0) throw new Error(`${path} has no fields: correct the list of sections`);
  const text = description === undefined ? '' : `${description}\n\n`;
  return `\n## ${title}\n\n${text}| field | type | presence | meaning |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

/** \`a.b[]\` goes into fields and items, \`*\` into the values of a map, a number into an alternative. */
function find(root: Schema, path: string): Schema {
  const keys = path.split(/\.|(?=\[\])/).filter((key) => key !== '');
  return keys.reduce((schema, key) => {
    const next = step(schema, key);
    if (next === undefined) throw new Error(`there is no ${key} of ${path} in the schema`);
    return next;
  }, root);
}

function step(schema: Schema, key: string): Schema | undefined {
  if (key === '[]') return schema.items ?? schema.anyOf?.find(({ items }) => items)?.items;
  if (key === '*') {
    return typeof schema.additionalProperties === 'object'
      ? schema.additionalProperties
      : undefined;
  }
  return /^\d+$/.test(key) ? schema.anyOf?.[Number(key)] : schema.properties?.[key];
}

function defaultOf(field: Schema): string {
  if (field.default === undefined) return 'optional';
  const isEmpty = JSON.stringify(field.default).length <= 2;
  return typeof field.default === 'object' && !isEmpty
    ? 'optional'
    : `default \`${JSON.stringify(field.default)}\``;
}

/** In the words of the guide. */
function typeOf(field: Schema): string {
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(', ');
  if (field.anyOf) return [...new Set(field.anyOf.map(typeOf))].join(' or ');
  if (Array.isArray(field.type)) return field.type.map((type) => typeOf({ type })).join(' or ');
  if (field.type === 'array') {
    return `list of ${typeOf(field.items ?? {})}${limit('at most', field.maxItems)}`;
  }
  if (field.type === 'integer' || field.type === 'number') {
    const bounds = [field.minimum, field.maximum].filter(
      (bound) => Math.abs(bound ?? Infinity) < 1e9,
    );
    return `${field.type === 'integer' ? 'whole number' : 'number'}${bounds.length === 2 ? ` ${bounds.join(' to ')}` : ''}`;
  }
  if (field.type === 'string') return 'text';
  if (field.type === 'boolean') return 'true or false';
  return field.type === 'object' ? 'map' : 'anything';
}

function limit(words: string, bound: number | undefined): string {
  return bound === undefined ? '' : `, ${words} ${bound}`;
}
