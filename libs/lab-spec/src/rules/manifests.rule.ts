import { drawParams } from '../draw-params.js';
import { readManifest } from '../manifest.js';
import { fieldsOf } from '../outline.js';
import { paramSchema } from '../schema/params.schema.js';
import { findTemplates, renderTemplate } from '../template.js';
import { namedFiles } from './files.rule.js';
import type { RuleContext } from './rule.js';

/** Every manifest that is applied is one: YAML documents with apiVersion, kind and name. */
export function manifests(context: RuleContext): void {
  const applied = new Set(
    namedFiles(context)
      .filter(({ path }) => path.at(-1) === 'apply')
      .map(({ value }) => value),
  );
  const params = sampleParams(context);
  for (const file of applied) {
    const text = context.files.get(file);
    if (text === undefined) continue;
    const uses = findTemplates(text);
    if (uses.some(({ param }) => param === undefined || !Object.hasOwn(params, param))) continue;
    for (const { line, column, message, next } of readManifest(file, renderTemplate(text, params))
      .problems) {
      context.errorAt({ file, line, column }, message, next);
    }
  }
}

function sampleParams(context: RuleContext) {
  const specs = fieldsOf(fieldsOf(fieldsOf(context.source.data)['spec'])['params']);
  const valid = Object.entries(specs).flatMap(([name, spec]) => {
    const read = paramSchema.safeParse(spec);
    return read.success ? [[name, read.data] as const] : [];
  });
  return drawParams(Object.fromEntries(valid), 'sample');
}
