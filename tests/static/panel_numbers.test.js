import assert from "node:assert/strict";
import { test } from "node:test";

import { moved } from "../../static/panel/keys.js";
import { read, short, snap, taken, write } from "../../static/panel/numbers.js";

const BN = { bn: 1, billion: 1, mn: 0.001, 亿: 0.1, 万亿: 1000 };
const BEHIND = ["元", "/季", "aquarter"];
const MONEY = { scale: 1, before: "", after: " bn", digits: 3, decimals: null, words: BN, behind: BEHIND, currency: true };
const YI = { ...MONEY, scale: 10, after: "亿" };
const SHARE = { scale: 100, before: "", after: "%", digits: 3, decimals: 2, words: { "%": 0.01 }, behind: [], currency: false };
const RATIO = { scale: 1, before: "", after: "", digits: 3, decimals: null, words: {}, behind: [], currency: false };

test("units that are typed or pasted are taken", () => {
  const same = ["12 bn", "12bn", "RMB 12 bn", "¥12 billion", "１２ bn", "12 亿".replace("12", "120"), "120亿元", "12,000 mn", "120亿元/季",
    "12.0", " 12 ", "12 bn a quarter", "120 亿 / 季", "0.012万亿", "١٢ bn", "१२"];
  for (const text of same) assert.equal(read(text, MONEY), 12, text);
  assert.equal(read("12", YI), 1.2, "a bare number is in the unit on screen");
  assert.equal(read("12 bn", YI), 12);
  for (const text of ["52%", "52 %", "５２％", "52", "52,0", "+52"]) assert.equal(read(text, SHARE), 0.52, text);
  assert.equal(read("−1%", SHARE), -0.01);
});

test("digits of other countries are taken where they are clear", () => {
  const clear = { "1,234.5": 1234.5, "1.234,5": 1234.5, "1 234,5": 1234.5, "1,234": 1234, "1.234.567": 1234567,
    "12,5": 12.5, "12.500": 12.5, "1’234.5": 1234.5, "1e2": 100, ".5": 0.5, "٣٫٥": 3.5 };
  for (const [text, value] of Object.entries(clear)) assert.equal(read(text, RATIO), value, text);
});

test("what is not clear is no number", () => {
  const unclear = ["", "twelve", "十二", "12 bn/year", "1,23,4", "1.2.3", "12,5,7", "--3", "12 13", "NaN", "Infinity", "0x10",
    "<b>3</b>", "=3", "12 kg", "12 元", "12 constructor", "3%%", "1,2345.6"];
  for (const text of unclear) assert.equal(read(text, MONEY), null, text);
  for (const text of ["52 bn", "¥52"]) assert.equal(read(text, SHARE), null, text);
});

test("what lies outside the range, or between whole steps, is not taken", () => {
  const lever = { low: 0, high: 60, step: 0.5, form: MONEY };
  assert.equal(taken("60", lever), 60);
  for (const text of ["60.1", "-0.1", "1,234", "many"]) assert.equal(taken(text, lever), null, text);
  const layers = { low: 3, high: 10, step: 1, whole: true, form: RATIO };
  assert.equal(taken("5", layers), 5);
  assert.equal(taken("5.5", layers), null);
});

test("what is written is read back", () => {
  for (const form of [MONEY, YI, SHARE]) {
    for (let step = 0; step <= 120; step += 1) {
      const value = Number((step * 0.005).toFixed(9));
      assert.equal(read(write(value, form, 6), form), value);
    }
  }
});

test("numbers are short, with thousands apart and a real minus", () => {
  const written = [[1234.5, 3, "1,230"], [0.0431, 3, "0.0431"], [12.5, 3, "12.5"], [-3, 3, "−3"], [0, 3, "0"],
    [71.2499, 3, "71.2"], [1e6, 3, "1,000,000"], [12.34, 6, "12.34"]];
  for (const [value, digits, text] of written) assert.equal(short(value, digits), text);
});

test("a value goes to the nearest step inside the range", () => {
  const lever = { low: -0.01, high: 0.02, step: 0.0005 };
  assert.equal(snap(0.00312, lever), 0.003);
  assert.equal(snap(9, lever), 0.02);
  assert.equal(snap(-9, lever), -0.01);
  assert.equal(snap(0.1 + 0.2, { low: 0, high: 1, step: 0.1 }), 0.3);
});

test("keys move as on a slider of the browser", () => {
  const lever = { low: 0, high: 60, step: 0.5 };
  const told = { ArrowRight: 12.5, ArrowUp: 12.5, ArrowLeft: 11.5, ArrowDown: 11.5, PageUp: 18, PageDown: 6, Home: 0, End: 60 };
  for (const [key, value] of Object.entries(told)) assert.equal(moved(key, 12, lever), value, key);
  assert.equal(moved("a", 12, lever), null);
  assert.equal(moved("ArrowRight", 60, lever), 60);
  assert.equal(moved("ArrowRight", 12.34, lever), 12.5, "from between two steps to the next one");
  assert.equal(moved("ArrowLeft", 12.34, lever), 12);
});
