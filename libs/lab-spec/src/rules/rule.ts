import type { LabCapability } from '../capability.js';
import type { LabOutline } from '../outline.js';
import type { Position } from '../problem.js';
import type { CheckKind } from '../schema/check.schema.js';
import type { DataPath, YamlSource } from '../yaml-source.js';

/** What a rule looks at. Rules hold what the schema cannot say: facts about several fields or files. */
export interface RuleContext {
  readonly outline: LabOutline;
  readonly source: YamlSource;
  readonly files: ReadonlyMap<string, string>;
  readonly options: ParseLabOptions;
  /** Reports a mistake at a value of lab.yaml. */
  error(path: DataPath, message: string, next: string): void;
  errorAt(position: Position, message: string, next: string): void;
  warningAt(position: Position, message: string, next: string): void;
}
export type Rule = (context: RuleContext) => void;

export interface ParseLabOptions {
  /** What the place of the lab folder says: `labs/authorization/01-pod-reader`. */
  readonly folder?: { readonly track?: string | undefined; readonly name?: string | undefined };
  /** The capabilities some provider here has; a lab that requires another cannot be run. */
  readonly reachableCapabilities?: readonly LabCapability[];
  /** Of a lab that is being written, missing solutions and mutants are warnings: it can be tried. */
  readonly isDraft?: boolean;
  /** Looks into expressions this library does not know: CEL, RE2. Given by `@drillyard/grading`. */
  readonly lintCheck?: LintCheck;
}
/** Mistakes in one check of a kind; paths are relative to the kind's value. */
export type LintCheck = (kind: CheckKind, spec: unknown) => readonly CheckMistake[];
export interface CheckMistake {
  readonly path: DataPath;
  readonly message: string;
  readonly next: string;
}

/** `{line, column}` of an offset in a text. */
export function positionOf(file: string, text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { file, line: before.split('\n').length, column: offset - lineStart + 1 };
}
