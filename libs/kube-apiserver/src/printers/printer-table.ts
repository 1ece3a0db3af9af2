import type { GroupResource } from '@drillyard/kube-objects';
import { type ColumnDefinition, columnDefinition, type Printer } from './printer.js';

/** A printer with its columns spelled out. */
export interface TablePrinter extends Pick<Printer, 'cells'> {
  readonly columns: readonly ColumnDefinition[];
}

/** The printers of all resources; one without its own shows when its objects were created. */
export class PrinterTable {
  private readonly printers: ReadonlyMap<string, TablePrinter>;

  constructor(printers: readonly Printer[]) {
    this.printers = new Map(
      printers.map((printer) => [`${printer.group}/${printer.resource}`, tablePrinter(printer)]),
    );
  }

  of({ group, resource }: GroupResource): TablePrinter {
    return this.printers.get(`${group}/${resource}`) ?? defaultPrinter;
  }
}

function tablePrinter({ columns, cells }: Pick<Printer, 'columns' | 'cells'>): TablePrinter {
  return { columns: columns.map(columnDefinition), cells };
}

/** apiserver `rest.NewDefaultTableConvertor` */
const defaultPrinter = tablePrinter({
  columns: ['Name', 'Created At:date'],
  cells: ({ metadata }) => [metadata.name ?? '', metadata.creationTimestamp ?? ''],
});
