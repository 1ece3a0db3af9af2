/**
 * Bounds on nesting, held before a text is parsed: parsers recurse, and some hundred levels of
 * explicit keys cost them minutes, some thousand levels of anything the whole process. Kubernetes
 * objects nest about 20 levels.
 */
export const yamlNestingLimits = {
  /** `[` and `{` that are open at once. */
  flowDepth: 100,
  /** Columns of indentation; a level takes at least one. */
  indentation: 200,
  /** `- - -` or `? ? ?` in a row, wherever in a line: an anchor, a tag or a key may stand before. */
  indicatorsPerLine: 20,
  /** `? ` in the whole text. */
  explicitKeys: 20,
} as const;

const lineStart = /^[ \t]*(?:[-?][ \t]+)*/;
const longRun = new RegExp(`(?:[-?][ \\t]+){${yamlNestingLimits.indicatorsPerLine}}[-?]`);

/**
 * The first line, counted from 1, where a YAML text nests deeper than anything meant to be read by
 * people. Reads the text once and knows no YAML: brackets in strings count as well.
 */
export function findDeepYamlNesting(text: string): number | undefined {
  const count = { flow: 0, explicitKeys: 0 };
  let lineNumber = 0;
  // A lone carriage return ends a line of YAML too.
  for (const line of text.split(/\r\n?|\n/)) {
    lineNumber++;
    if (isTooDeep(line, count)) return lineNumber;
  }
  return undefined;
}

function isTooDeep(line: string, count: { flow: number; explicitKeys: number }): boolean {
  const limits = yamlNestingLimits;
  const start = lineStart.exec(line)?.[0] ?? '';
  const indicators = start.replace(/[ \t]/g, '');
  if (start.length - indicators.length > limits.indentation) return true;
  if (longRun.test(line)) return true;
  count.explicitKeys += indicators.split('?').length - 1 + (line.trim() === '?' ? 1 : 0);
  if (count.explicitKeys > limits.explicitKeys) return true;
  for (const character of line) {
    if (character === '[' || character === '{') count.flow++;
    else if ((character === ']' || character === '}') && count.flow > 0) count.flow--;
    if (count.flow > limits.flowDepth) return true;
  }
  return false;
}
