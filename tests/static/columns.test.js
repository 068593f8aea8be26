import assert from "node:assert/strict";
import { test } from "node:test";

import { rows } from "../../static/columns.js";

test("a table is unpacked to a row each, however its columns are packed", () => {
  const columns = {
    quarter: ["2024Q3", "2024Q4", null], panel: { of: ["a", "b"], at: [0, 1, 0] }, today: { all: true },
  };
  assert.deepEqual(rows({ rows: 3, columns }), [
    { quarter: "2024Q3", panel: "a", today: true },
    { quarter: "2024Q4", panel: "b", today: true },
    { quarter: null, panel: "a", today: true },
  ]);
});

test("a table without rows has none", () => {
  assert.deepEqual(rows({ rows: 0, columns: { a: [] } }), []);
});
