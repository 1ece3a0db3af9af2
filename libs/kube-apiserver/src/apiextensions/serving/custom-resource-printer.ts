import type { KubeObject } from '@drillyard/kube-objects';
import { serialize } from '@drillyard/kube-schema';
import { translateTimestampSince } from '../../printers/human-duration.js';
import type { Cell, ColumnDefinition } from '../../printers/printer.js';
import type { TablePrinter } from '../../printers/printer-table.js';
import type { DefinitionColumn } from '../definition/custom-resource-definition.js';
import { sortedDeep } from '../schema/json-object.js';
import { formatGoFloat } from '../validator/go-float.js';
import { JsonPath } from './json-path.js';

const nameColumn: ColumnDefinition = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: '',
  priority: 0,
};
/** What a definition without columns shows. */
const ageColumn: DefinitionColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};

/**
 * Prints the columns a definition asks for (apiextensions `tableconvertor`). The first path that
 * cannot be read ends them.
 */
export function customResourcePrinter(columns: readonly DefinitionColumn[] = []): TablePrinter {
  const shown: { column: DefinitionColumn; path: JsonPath }[] = [];
  for (const column of columns.length === 0 ? [ageColumn] : columns) {
    const path = JsonPath.parse(column.jsonPath);
    if (path === undefined) break;
    shown.push({ column, path });
  }
  return {
    columns: [nameColumn, ...shown.map(({ column }) => columnDefinition(column))],
    cells: (object: KubeObject, now: Date) => [
      object.metadata.name ?? '',
      ...shown.map(({ column, path }) => cellOf(column.type, path.find(object)[0], now)),
    ],
  };
}

function columnDefinition(column: DefinitionColumn): ColumnDefinition {
  const { name, type, format = '', priority = 0, jsonPath } = column;
  const description =
    column.description || `Custom resource definition column (in JSONPath format): ${jsonPath}`;
  return { name, type, format, description, priority };
}

function cellOf(type: string, value: unknown, now: Date): Cell {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'string':
      return textOf(value);
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      if (typeof value !== 'string') return null;
      return Number.isNaN(Date.parse(value)) ? '<invalid>' : translateTimestampSince(value, now);
    default:
      return null;
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'object') return serialize(sortedDeep(value)).trimEnd();
  return typeof value === 'number' ? formatGoFloat(value) : String(value);
}
