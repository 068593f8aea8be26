import assert from "node:assert/strict";
import { test } from "node:test";

import { after, first, levers } from "../../static/help/guide.js";
import { pieces, spellings } from "../../static/help/pieces.js";

const LATIN = spellings([{ id: "dau", said: ["DAU", "daily visitors"] }, { id: "gmv", said: ["sales"] }]);
const CHINESE = spellings([{ id: "regret", said: ["遗憾值", "遗憾值上限"] }]);
const told = (text, spelt, known) => pieces(text, spelt, known).map(({ text, id }) => (id ? `[${id}:${text}]` : text)).join("");

test("the first of each term is marked and no letter is lost", () => {
  const text = "Daily visitors +3% and sales; daily visitors again, wholesales not";
  assert.equal(told(text, LATIN), "[dau:Daily visitors] +3% and [gmv:sales]; daily visitors again, wholesales not");
  assert.equal(pieces(text, LATIN).map((piece) => piece.text).join(""), text);
});

test("a term that the page has told already is left alone", () => {
  assert.equal(told("sales of DAU", LATIN, new Set(["gmv"])), "sales of [dau:DAU]");
});

test("the longest spelling wins, also where words are not parted", () => {
  assert.equal(told("该方案遗憾值上限为零", CHINESE), "该方案[regret:遗憾值上限]为零");
});

test("a first visit begins on Start, or with the lever of a shared plan, and never twice", () => {
  assert.equal(first("start", null), 0);
  assert.equal(first("", null), 1);
  assert.equal(first("", "3"), 3);
  assert.equal(first("rivals", null), null);
  for (const page of ["start", "", "rivals"]) assert.equal(first(page, "seen"), null);
});

test("what the reader does moves the steps on, anything else does not", () => {
  assert.equal(after(0, { page: "" }), 1);
  assert.equal(after(0, { page: "rivals" }), 0);
  assert.equal(after(1, { page: "", moved: true }), 2);
  assert.equal(after(1, { page: "", moved: false }), 1);
  assert.equal(after(3, { page: "", moved: true }), 3);
});

test("of an address only levers and schedules count as a move", () => {
  assert.equal(levers("?plan=a&market=2024Q3&lever.ad_load=1.1"), levers("lever.ad_load=1.1&plan=b"));
  assert.notEqual(levers("lever.ad_load=1.1"), levers("lever.ad_load=1.2"));
  assert.notEqual(levers(""), levers("s.ad_load=2025Q1:1.2"));
});
