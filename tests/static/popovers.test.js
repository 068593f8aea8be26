import assert from "node:assert/strict";
import { test } from "node:test";

import { next } from "../../static/popovers.js";

const fields = ["first", "middle", "last"];

test("tab goes into a popover at its first field, and on from field to field", () => {
  assert.equal(next(fields, null, false), "first");
  assert.equal(next(fields, "first", false), "middle");
  assert.equal(next(fields, "last", true), "middle");
});

test("tab leaves a popover at either end, and one that has no field", () => {
  assert.equal(next(fields, "last", false), null);
  assert.equal(next(fields, "first", true), null);
  assert.equal(next(fields, null, true), null);
  assert.equal(next([], null, false), null);
});
