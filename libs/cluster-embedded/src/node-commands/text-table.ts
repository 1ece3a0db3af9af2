/**
 * Rows as Go's `text/tabwriter` lays them out with blanks: a cell is as wide as the widest of the
 * cells above and below it without a gap, at least `minWidth`, with `padding` behind it. The last
 * cell of a row is no column and is as long as it is.
 */
export function textTable(
  rows: readonly (readonly string[])[],
  { minWidth, padding }: { readonly minWidth: number; readonly padding: number },
): string {
  const widths: number[][] = rows.map(() => []);
  const columns = Math.max(0, ...rows.map((row) => row.length - 1));
  for (let column = 0; column < columns; column++) {
    for (let first = 0; first < rows.length; first++) {
      if (!isColumn(rows[first], column)) continue;
      let end = first;
      let widest = 0;
      for (; end < rows.length && isColumn(rows[end], column); end++) {
        widest = Math.max(widest, [...(rows[end]?.[column] ?? '')].length);
      }
      const width = Math.max(minWidth, widest + padding);
      for (let row = first; row < end; row++) widths[row]?.push(width);
      first = end - 1;
    }
  }
  return rows
    .map((row, index) => {
      const cells = row.map((cell, column) => {
        const width = widths[index]?.[column] ?? 0;
        return cell + ' '.repeat(Math.max(0, width - [...cell].length));
      });
      return `${cells.join('')}\n`;
    })
    .join('');
}

function isColumn(row: readonly string[] | undefined, column: number): boolean {
  return row !== undefined && column < row.length - 1;
}
