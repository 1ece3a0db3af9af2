import { JsonSyntaxError, parseJson } from '@drillyard/kube-schema';
import type { Draft } from '../registry/resource-strategy.js';
import { badRequest } from '../status-error.js';
import type { Exchange } from './exchange.js';
import type { WriteOptions } from './write-options.js';
import { readYaml, YamlSyntaxError } from './yaml-body.js';

/**
 * The body of an apply, as it was written: what it leaves out is not applied, so it is given no
 * shape. YAML, of which JSON is a part. Throws 400 in upstream's words.
 */
export async function decodeApplied(
  exchange: Exchange,
  body: Buffer,
  fieldValidation: WriteOptions['fieldValidation'],
): Promise<Draft> {
  const { value, duplicates } = await parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
    const why = `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
    throw badRequest(`error decoding YAML: ${why}`);
  }
  if (duplicates.length > 0 && fieldValidation === 'Strict') {
    throw badRequest(
      `error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  ${duplicates.join('\n  ')}`,
    );
  }
  if (fieldValidation === 'Warn')
    for (const duplicate of duplicates) exchange.addWarning(duplicate);
  exchange.audit.logRequestPatch(() => value);
  return value as Draft;
}

async function parse(body: Buffer): Promise<{ value: unknown; duplicates: readonly string[] }> {
  try {
    // What kubectl sends is JSON in one line, which its own parser reads much faster.
    const { value, notes } = parseJson(body);
    const keys = [...notes.duplicates.values()].flat().map(({ key }) => JSON.stringify(key));
    return { value, duplicates: keys.map((key) => `line 1: key ${key} already set in map`) };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
  }
  try {
    const { json, duplicates } = await readYaml(body);
    return { value: parseJson(json).value, duplicates };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    throw badRequest(`error decoding YAML: error converting YAML to JSON: ${error.message}`);
  }
}
