/**
 * Tables as kubectl prints them. What is volatile in a cell moves the columns after it, so cells are
 * normalised one by one and the table is laid out anew.
 */
const ageColumns = new Set(['AGE', 'LAST SEEN', 'FIRST SEEN', 'DURATION', 'CREATED AT', 'Age']);
const age = /(?:\d+(?:y|d|h|m|s))+(?: ago)?|<invalid>/g;
/** A heading such as `CLUSTER-IP`, `PORT(S)` or `Extra`; `describe events` has `Age` among others. */
const heading = /^[A-Z][A-Z0-9()/-]*(?: [A-Z0-9()/-]+)*$/;
/** kubectl's table writer puts at least this many blanks between columns; `describe` puts two. */
const gapMin = 2;

interface Column {
  readonly name: string;
  readonly start: number;
}

export function normaliseTables(text: string, normaliseCell: (cell: string) => string): string {
  const lines = text.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const columns = headerColumns(lines[at] ?? '');
    if (columns === undefined) {
      out.push(lines[at] ?? '');
      at += 1;
      continue;
    }
    const rows = tableRows(lines.slice(at), columns);
    const cells = rows.map((row) =>
      row.map((cell, index) =>
        normaliseCell(ageColumns.has(columns[index]?.name ?? '') ? replaceAge(cell) : cell),
      ),
    );
    out.push(...layOut(cells, columns[0]?.start ?? 0));
    at += rows.length;
  }
  return out.join('\n');
}

function replaceAge(cell: string): string {
  return cell.replace(age, '<age>');
}

function headerColumns(line: string): Column[] | undefined {
  const columns = [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    name: match[0],
    start: match.index,
  }));
  const isHeader =
    columns.length > 1 &&
    (columns.every(({ name }) => heading.test(name)) ||
      columns.some(({ name }) => ageColumns.has(name)));
  return isHeader ? columns : undefined;
}

/** The cells of the header and of the lines below it, up to the first that is no row. */
function tableRows(lines: readonly string[], columns: readonly Column[]): string[][] {
  const rows: string[][] = [];
  for (const line of lines) {
    const row = line.trim() === '' ? undefined : splitRow(line, columns);
    if (row === undefined) break;
    rows.push(row);
  }
  return rows;
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

function layOut(rows: readonly (readonly string[])[], indent: number): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return (' '.repeat(indent) + cells.join('   ')).trimEnd();
  });
}
