import type { Function as FunctionNode } from 'unbash';
import type { SignalName } from '../kernel/signal.js';
import { runtimeLimits } from '../runtime-limits.js';
import { ShellError } from './shell-error.js';

/** Characters a variable may hold: enough for texts, little for who doubles one for ever. */
const variableCharactersMax = 64 * 1024;
const variablesMax = 2000;

export type ShellFlavour = 'ash' | 'dash' | 'bash';

/** What a shell remembers; a subshell begins with a copy. */
export class ShellState {
  readonly variables = new Map<string, string>();
  readonly exported = new Set<string>();
  readonly readOnly = new Set<string>();
  readonly functions = new Map<string, FunctionNode['body']>();
  readonly options = new Set<string>();
  readonly traps = new Map<SignalName | 'EXIT', string>();
  readonly aliases = new Map<string, string>();
  parameters: readonly string[] = [];
  name = 'sh';
  status = 0;
  lastBackground: number | undefined;
  depth = 0;
  interactive = false;

  constructor(readonly flavour: ShellFlavour) {}

  get(name: string): string | undefined {
    return this.variables.get(name);
  }

  set(name: string, value: string): void {
    if (this.readOnly.has(name)) throw new ShellError(`${name}: is read only`);
    if (value.length > variableCharactersMax || this.variables.size > variablesMax) {
      throw new ShellError('out of memory');
    }
    this.variables.set(name, value);
    if (this.options.has('allexport')) this.exported.add(name);
  }

  unset(name: string): void {
    if (this.readOnly.has(name)) throw new ShellError(`${name}: is read only`);
    this.variables.delete(name);
    this.exported.delete(name);
  }

  /** What a program that is started gets. */
  environment(): Map<string, string> {
    const env = new Map<string, string>();
    for (const name of this.exported) {
      const value = this.variables.get(name);
      if (value !== undefined) env.set(name, value);
    }
    return env;
  }

  /** For a subshell: traps are not inherited. */
  copy(): ShellState {
    const copy = new ShellState(this.flavour);
    for (const [name, value] of this.variables) copy.variables.set(name, value);
    for (const name of this.exported) copy.exported.add(name);
    for (const name of this.readOnly) copy.readOnly.add(name);
    for (const [name, body] of this.functions) copy.functions.set(name, body);
    for (const option of this.options) copy.options.add(option);
    copy.parameters = this.parameters;
    copy.name = this.name;
    copy.status = this.status;
    copy.lastBackground = this.lastBackground;
    copy.depth = this.depth;
    return copy;
  }

  /** One level deeper, be it a function, a substitution or a subshell. */
  descend(): void {
    this.depth += 1;
    if (this.depth > runtimeLimits.nestingMax) throw new ShellError('too many levels of nesting');
  }

  ascend(): void {
    this.depth -= 1;
  }
}
