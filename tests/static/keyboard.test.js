import assert from "node:assert/strict";
import { test } from "node:test";

import { way } from "../../static/keyboard.js";

const pressed = (key, held = {}) => way({ key, ...held });

test("control or command and z take back, with shift forth again", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    assert.equal(pressed("z", held), "undo");
    assert.equal(pressed("Z", { ...held, shiftKey: true }), "redo");
  }
  assert.equal(pressed("y", { ctrlKey: true }), "redo");
});

test("other keys, and letters that are being composed, are left alone", () => {
  assert.equal(pressed("z"), null);
  assert.equal(pressed("y", { metaKey: true }), null);
  assert.equal(pressed("z", { ctrlKey: true, altKey: true }), null);
  assert.equal(pressed("z", { ctrlKey: true, isComposing: true }), null);
});
