import Table from 'cli-table3';

/** Columns are told apart by space alone. */
const NO_LINES = {
  ...Object.fromEntries([
    'top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid',
  ].map((name) => [name, ''])),
  middle: '  ',
};

/** A table for a terminal; a column whose first cell is a number is aligned to the right. */
export function textTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>, headStyle = (title: string): string => title): string {
  const numeric = /^[\d.:?-]/;
  const table = new Table({
    head: head.map(headStyle),
    colAligns: head.map((_, column) => numeric.test(rows[0]?.[column] ?? '') && column > 0 ? 'right' : 'left'),
    chars: NO_LINES,
    style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}
