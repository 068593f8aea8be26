// Tables as the server packs them, and the rows that Vega draws.
//
// A column is a list of values; or { of, at } where some come again, and `at` says which of `of`
// stands in each row; or { all } where every row has the same.

function column(packed) {
  if (Array.isArray(packed)) return (row) => packed[row];
  if ("all" in packed) return () => packed.all;
  return (row) => packed.of[packed.at[row]];
}

/** Rows of a table { rows: count, columns: { name: packed column } }, an object each. */
export function rows(table) {
  const read = Object.entries(table.columns).map(([name, packed]) => [name, column(packed)]);
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(read.map(([name, at]) => [name, at(row)])));
}
