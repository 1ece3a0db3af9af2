import { type Scenario, scenarioSchema } from './scenario.js';

/** Far more than any scenario's index. */
const indexLengthMax = 1024 * 1024;

/** Reads index.json; a mistake is said in words. Trailing commas, which editors leave, are forgiven. */
export function readScenario(
  text: string | undefined,
): { readonly scenario: Scenario } | { readonly mistake: string } {
  if (text === undefined) return { mistake: 'there is no index.json' };
  if (text.length > indexLengthMax) return { mistake: 'index.json is too long' };
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, '').replaceAll(/,(\s*[}\]])/g, '$1'));
  } catch (error) {
    return { mistake: `index.json is not JSON: ${error instanceof Error ? error.message : error}` };
  }
  const read = scenarioSchema.safeParse(data);
  if (read.success) return { scenario: read.data };
  const [issue] = read.error.issues;
  return { mistake: `index.json: ${issue?.path.join('.') || 'the file'}: ${issue?.message}` };
}
