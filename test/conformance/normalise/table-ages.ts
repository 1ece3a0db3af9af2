/**
 * Tables with a column of ages, as kubectl prints them. An age is replaced, and because its width
 * moves the columns after it, such a table is laid out anew.
 */
const ageColumns = new Set(['AGE', 'LAST SEEN', 'FIRST SEEN', 'DURATION', 'Age', 'CREATED AT']);
const age = /(?:\d+(?:y|d|h|m|s))+(?: ago)?|<invalid>/g;
/** kubectl's table writer puts at least this many blanks between columns; `describe` puts two. */
const gapMin = 2;

interface Column {
  readonly name: string;
  readonly start: number;
}

export function replaceTableAges(text: string): string {
  const lines = text.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const columns = headerColumns(lines[at] ?? '');
    if (columns === undefined) {
      out.push(lines[at] ?? '');
      at += 1;
      continue;
    }
    const end = lines.findIndex((line, index) => index > at && line.trim() === '');
    const rows = lines.slice(at, end < 0 ? lines.length : end);
    const cells = rows.map((row) => splitRow(row, columns));
    const until = cells.indexOf(undefined);
    const table = cells
      .slice(0, until < 0 ? cells.length : until)
      .filter((row) => row !== undefined);
    out.push(
      ...layOut(
        table.map((row) => replaceAges(row, columns)),
        columns[0]?.start ?? 0,
      ),
    );
    at += table.length;
  }
  return out.join('\n');
}

function headerColumns(line: string): Column[] | undefined {
  const columns = [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    name: match[0],
    start: match.index,
  }));
  const isHeader = columns.length > 1 && columns.some(({ name }) => ageColumns.has(name));
  return isHeader ? columns : undefined;
}

/** Cells by the header's offsets; where a watch printed a row by itself, by its gaps. */
function splitRow(row: string, columns: readonly Column[]): string[] | undefined {
  const aligned = columns.every(
    ({ start }, index) => index === 0 || row.slice(start - gapMin, start).trim() === '',
  );
  if (aligned) {
    return columns.map(({ start }, index) => row.slice(start, columns[index + 1]?.start).trim());
  }
  const cells = row.trim().split(/ {2,}/);
  return cells.length === columns.length ? cells : undefined;
}

function replaceAges(cells: readonly string[], columns: readonly Column[]): string[] {
  return cells.map((cell, index) =>
    ageColumns.has(columns[index]?.name ?? '') ? cell.replace(age, '<age>') : cell,
  );
}

function layOut(rows: readonly (readonly string[])[], indent: number): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    (
      ' '.repeat(indent) + row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')
    ).trimEnd(),
  );
}
