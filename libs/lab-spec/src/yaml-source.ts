import {
  type Document,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { findDeepNesting } from './deep-nesting.js';
import { explainYamlError } from './explain-yaml-error.js';
import { labLimits } from './limits.js';
import type { LabProblem, Position } from './problem.js';

export type DataPath = readonly (string | number)[];

/** A YAML file as data, with the place of every value in it. */
export class YamlSource {
  private constructor(
    readonly file: string,
    readonly data: unknown,
    readonly problems: readonly LabProblem[],
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** Data is undefined where the text cannot be read as YAML; the problems say why. */
  static read(file: string, text: string): YamlSource {
    const lines = new LineCounter();
    const nesting = findDeepNesting(text);
    const document = parseDocument(nesting === undefined ? text : '', {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
    });
    const problems = document.errors.map((error) => toProblem(file, error, lines));
    if (nesting !== undefined) problems.push({ file, ...nesting });
    const readable = document.errors.every((error) => error.code === 'DUPLICATE_KEY');
    const read = readable ? toData(document) : { data: undefined };
    if (read.problem !== undefined) problems.push({ file, line: 1, column: 1, ...read.problem });
    return new YamlSource(file, read.data, problems, document, lines);
  }

  /** Where the value at this path begins; where it is missing, the nearest value around it. */
  position(path: DataPath): Position {
    for (let length = path.length; length >= 0; length--) {
      const node = this.node(path.slice(0, length));
      if (node?.range) return this.at(node.range[0]);
    }
    return { file: this.file, line: 1, column: 1 };
  }

  /** Where a key is written, for what is wrong with the key rather than its value. */
  keyPosition(path: DataPath, key: string): Position {
    const map = this.node(path);
    const pair = isMap(map)
      ? map.items.find(
          (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key,
        )
      : undefined;
    if (pair !== undefined && isScalar(pair.key) && pair.key.range)
      return this.at(pair.key.range[0]);
    return this.position(path);
  }

  private node(path: DataPath): Node | undefined {
    if (path.length === 0) return this.document.contents ?? undefined;
    const found = this.document.getIn(path, true);
    return found !== null && typeof found === 'object' ? (found as Node) : undefined; // getIn(…, true) gives nodes
  }

  private at(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

type Found = Pick<LabProblem, 'severity' | 'message' | 'next'>;

function toProblem(file: string, error: YAMLError, lines: LineCounter): LabProblem {
  const { line, col } = lines.linePos(error.pos[0]);
  return {
    severity: 'error',
    file,
    line: Math.max(line, 1),
    column: Math.max(col, 1),
    ...explainYamlError(error),
  };
}

function toData(document: Document): { data: unknown; problem?: Found } {
  try {
    return { data: document.toJS({ maxAliasCount: labLimits.yamlAliases }) };
  } catch (error) {
    return {
      data: undefined,
      problem: {
        severity: 'error',
        message: `the YAML cannot be read (${error instanceof Error ? error.message : String(error)})`,
        next: 'write the values out instead of using aliases',
      },
    };
  }
}
