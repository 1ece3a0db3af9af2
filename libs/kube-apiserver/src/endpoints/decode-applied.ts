import { JsonSyntaxError, parseJson } from '@drillyard/kube-schema';
import type { Draft } from '../registry/resource-strategy.js';
import { badRequest } from '../status-error.js';
import type { Exchange } from './exchange.js';
import type { WriteOptions } from './write-options.js';
import { parseYaml, YamlSyntaxError } from './yaml-body.js';

/**
 * The body of an apply, as it was written: what it leaves out is not applied, so it is given no
 * shape. YAML, of which JSON is a part. Throws 400 in upstream's words.
 */
export async function decodeApplied(
  exchange: Exchange,
  body: Buffer,
  fieldValidation: WriteOptions['fieldValidation'],
): Promise<Draft> {
  const { value, notes } = await parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
    const why = `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
    throw badRequest(`error decoding YAML: ${why}`);
  }
  const [[duplicate] = []] = notes.duplicates.values();
  if (duplicate !== undefined && fieldValidation !== 'Ignore') {
    const why = `line 1: key ${JSON.stringify(duplicate.key)} already set in map`;
    if (fieldValidation === 'Strict') {
      throw badRequest(
        `error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  ${why}`,
      );
    }
    exchange.addWarning(why);
  }
  return value as Draft;
}

async function parse(body: Buffer) {
  try {
    // What kubectl sends is JSON, which its own parser reads much faster.
    return parseJson(body);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
  }
  try {
    return parseJson(await parseYaml(body));
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    throw badRequest(`error decoding YAML: error converting YAML to JSON: ${error.message}`);
  }
}
