import assert from "node:assert/strict";
import { test } from "node:test";

import { Queue } from "../../static/panel/queue.js";

function made(patience = 1000) {
  const sent = [], timers = [];
  const clock = {
    setTimeout: (late) => timers.push(late) - 1,
    clearTimeout: (number) => { timers[number] = null; },
  };
  const queue = new Queue((message) => sent.push(message), patience, clock);
  const answer = () => queue.answered(sent.at(-1).n);
  const late = () => timers.forEach((each, i) => { timers[i] = null; each?.(); });
  return { queue, sent, answer, late, values: () => sent.map(({ value }) => value) };
}

test("while an answer is awaited nothing leaves, and then the newest frame", () => {
  const { queue, answer, values } = made();
  for (const value of [1, 2, 3, 4]) queue.drag({ value });
  assert.deepEqual(values(), [1]);
  answer();
  assert.deepEqual(values(), [1, 4]);
  answer();
  assert.deepEqual(values(), [1, 4]);
  assert.equal(queue.busy, false);
});

test("the end of a drag supersedes its frames and is never dropped", () => {
  const { queue, answer, values } = made();
  queue.drag({ value: 1 });
  queue.drag({ value: 2 });
  queue.act({ value: 3 });
  queue.act({ value: 4 });
  queue.drag({ value: 5 });
  for (let i = 0; i < 4; i += 1) answer();
  assert.deepEqual(values(), [1, 3, 4, 5]);
});

test("an older answer is no news, a lost one holds nobody up for ever", () => {
  const { queue, sent, late, values } = made();
  queue.act({ value: 1 });
  queue.act({ value: 2 });
  queue.answered(sent[0].n - 1);
  assert.deepEqual(values(), [1]);
  late();
  assert.deepEqual(values(), [1, 2]);
});

test("data of before an answer show nothing of it, unless it is lost", () => {
  const { queue, sent, answer, late } = made();
  assert.ok(queue.isShown(0), "nothing was told");
  queue.act({ value: 1 });
  assert.ok(!queue.isShown(sent[0].n), "in flight");
  answer();
  assert.ok(!queue.isShown(0));
  assert.ok(queue.isShown(sent[0].n));
  queue.act({ value: 2 });
  queue.act({ value: 3 });
  answer();
  answer();
  assert.ok(!queue.isShown(sent[1].n), "data of the second of three");
  assert.ok(queue.isShown(sent[2].n));
  queue.act({ value: 4 });
  late();
  assert.ok(queue.isShown(sent[2].n), "what was lost is waited for no longer");
});

test("numbers rise, also over a reload of the page", () => {
  const first = made(), second = made();
  for (let i = 0; i < 5; i += 1) { first.queue.act({ value: i }); first.answer(); }
  const numbers = first.sent.map(({ n }) => n);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  assert.equal(new Set(numbers).size, 5);
  second.queue.act({ value: 0 });
  assert.ok(second.sent[0].n >= numbers[0]);
});
