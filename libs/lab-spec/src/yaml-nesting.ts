import type { LabProblem } from './problem.js';

/**
 * Bounds on nesting, held before the text is parsed: the parser recurses, and some hundred levels
 * of explicit keys cost it minutes, some thousand levels of anything the whole process. Kubernetes
 * objects nest about 20 levels.
 */
const limits = {
  /** `[` and `{` that are open at once. */
  flowDepth: 100,
  /** Columns of indentation; a level takes at least one. */
  indentation: 200,
  /** `- - -` at the start of one line. */
  indicatorsPerLine: 20,
  /** `? ` lines in the whole file. */
  explicitKeys: 20,
} as const;

const lineStart = /^[ \t]*(?:[-?][ \t]+)*/;

/** The first place where a YAML text nests deeper than anything meant to be read by people. */
export function findDeepNesting(text: string): Omit<LabProblem, 'file'> | undefined {
  const count = { flow: 0, explicitKeys: 0 };
  let lineNumber = 0;
  for (const line of text.split('\n')) {
    lineNumber++;
    if (isTooDeep(line, count)) {
      return {
        severity: 'error',
        line: lineNumber,
        column: 1,
        message: 'the YAML is nested too deeply to be read safely',
        next: 'write it flatter',
      };
    }
  }
  return undefined;
}

function isTooDeep(line: string, count: { flow: number; explicitKeys: number }): boolean {
  const start = lineStart.exec(line)?.[0] ?? '';
  const indicators = start.replace(/[ \t]/g, '');
  if (start.length - indicators.length > limits.indentation) return true;
  if (indicators.length > limits.indicatorsPerLine) return true;
  count.explicitKeys += indicators.split('?').length - 1 + (line.trim() === '?' ? 1 : 0);
  if (count.explicitKeys > limits.explicitKeys) return true;
  for (const character of line) {
    if (character === '[' || character === '{') count.flow++;
    else if ((character === ']' || character === '}') && count.flow > 0) count.flow--;
    if (count.flow > limits.flowDepth) return true;
  }
  return false;
}
