import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Describe } from '@drillyard/kube-schema';

/** Descriptions of one model: its own and those of its fields, by JSON name. */
interface ModelDescription {
  readonly own: string | undefined;
  readonly fields: ReadonlyMap<string, string>;
}

const ownPattern = /\/\*\*\n\* ([^\n]*)\n\*\/\nexport declare class /;
const fieldPattern = /\/\*\*\n {4}\* ([^\n]*)\n {4}\*\/\n {4}'([^']+)'/g;
const nothing: ModelDescription = { own: undefined, fields: new Map() };

/**
 * Reads upstream's descriptions from the comments of the installed `@kubernetes/client-node`, for
 * `kubectl explain`. Each model's file is read when its type is first asked for, and never again.
 */
export function readModelDescriptions(): Describe {
  const client = createRequire(import.meta.url).resolve('@kubernetes/client-node');
  const directory = join(dirname(client), 'gen', 'models');
  const models = new Map<string, ModelDescription>();
  return (typeName, field) => {
    let model = models.get(typeName);
    if (!model) {
      model = readModel(directory, typeName);
      models.set(typeName, model);
    }
    return field === undefined ? model.own : model.fields.get(modelFieldName(field));
  };
}

function readModel(directory: string, typeName: string): ModelDescription {
  const file = modelNames(typeName)
    .map((name) => join(directory, `${name}.d.ts`))
    .find((path) => existsSync(path));
  if (file === undefined) return nothing;
  const text = readFileSync(file, 'utf8');
  const own = ownPattern.exec(text)?.[1];
  const fields = [...text.matchAll(fieldPattern)].map((match): [string, string] => [
    modelFieldName(match[2] ?? ''),
    unescapeComment(match[1] ?? ''),
  ]);
  return { own: own === undefined ? undefined : unescapeComment(own), fields: new Map(fields) };
}

/** A model whose kind exists in several groups has the group in its name: `RbacV1Subject`. */
function modelNames(typeName: string): string[] {
  const [group = '', version = '', kind = ''] = typeName.split('.').slice(-3);
  const plain = capitalise(version) + kind;
  return [capitalise(group) + plain, plain];
}

/** The generator avoids reserved words and dashes: `_continue`, `x_kubernetes_validations`. */
function modelFieldName(name: string): string {
  return name.replace(/^[_$]/, '').replaceAll('-', '_');
}

/** The generator escapes quotes and ends of comments, and makes a blank line two spaces. */
function unescapeComment(text: string): string {
  return text
    .replace(/\\(['"\\])/g, '$1')
    .replaceAll('*_/', '*/')
    .replaceAll('/_*', '/*')
    .replace(/(?<=\S) {2}(?=\S)/g, '\n\n');
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
