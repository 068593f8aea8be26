import assert from "node:assert/strict";
import { test } from "node:test";

import { axis, changed, domain, steps } from "../../static/panel/schedule.js";

test("a target holds until the next step", () => {
  assert.deepEqual(changed([1, 1, 1, 5, 5], 1, 3, true), [1, 3, 3, 5, 5]);
  assert.deepEqual(changed([1, 1, 1], 0, 2, true), [2, 2, 2]);
});

test("an event acts in its own quarter alone", () => {
  assert.deepEqual(changed([0, 0, 0], 1, 1, false), [0, 1, 0]);
});

test("steps are where the target leaves what it was", () => {
  assert.deepEqual(steps({ planned: [10, 11, 11, 12], today: 10 }, true), [false, true, false, true]);
  assert.deepEqual(steps({ planned: [0, 1, 1], today: 0 }, false), [false, true, true]);
});

test("a place on the axis is the value that is drawn there, on a step and inside the range", () => {
  const data = { low: 0, high: 60, step: 0.5, digits: 9, series: [{ planned: [10, 12], delivered: [10, 11], today: 10 }] };
  const scale = axis(data, domain(data), 8, 112);
  for (const value of [8, 10, 11.5, 14]) assert.equal(scale.value(scale.y(value)), value);
  assert.equal(scale.value(1e6), 0);
  assert.equal(scale.value(-1e6), 60);
  assert.equal(scale.value(scale.y(11.3)), 11.5);
});
