import type { GroupResource, KubeObject } from '@drillyard/kube-objects';

/** A column of a table (metav1 `TableColumnDefinition`). */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: string;
  /** `name` marks the object's name. */
  readonly format: string;
  readonly description: string;
  /** 0 always, 1 with `-o wide`. */
  readonly priority: number;
}

export type Cell = string | number | boolean | null;

/** Any field of the object: a printer reads what its kind has. */
// biome-ignore lint/suspicious/noExplicitAny: the fields of a kind are known to its printer alone
export type Printed = KubeObject & { readonly [field: string]: any };

/** How the objects of one resource stand in a table (upstream: `printers/internalversion`). */
export interface Printer extends GroupResource {
  /**
   * In upstream's order: `Name`, `Webhooks:integer` with the type where it is no string,
   * `+Containers` where it is shown with `-o wide` only.
   */
  readonly columns: readonly string[];
  /** One for each column, those for `-o wide` included. */
  cells(object: Printed, now: Date): Cell[];
}

export function columnDefinition(column: string): ColumnDefinition {
  const wide = column.startsWith('+');
  const [name = '', type = 'string'] = (wide ? column.slice(1) : column).split(':');
  const format = name === 'Name' ? 'name' : '';
  return { name, type, format, description: '', priority: wide ? 1 : 0 };
}
