// Undo and redo of the plan by keys: Ctrl or Cmd + Z, with Shift or Ctrl + Y forth again.
// Where text is typed, these keys belong to the browser, which undoes the typing.
import { follow as followDownloads } from "./downloads.js";
import { follow } from "./popovers.js";

const NOT_TYPED = ["button", "checkbox", "color", "file", "radio", "range", "reset", "submit"];

function isTyped(field) {
  if (field.isContentEditable || field.tagName === "TEXTAREA") return true;
  return field.tagName === "INPUT" && !NOT_TYPED.includes(field.type);
}

export function way(event) {
  if (event.altKey || event.isComposing || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && event.ctrlKey && !event.shiftKey ? "redo" : null;
}

function pressed(event) {
  const name = way(event);
  // The first of the path is the field itself even within a component's own shadow.
  if (!name || isTyped(event.composedPath()[0])) return;
  event.preventDefault();
  window.planKeys.send(name);
}

export default function ({ setTriggerValue }) {
  if (!window.planKeys) {
    document.addEventListener("keydown", pressed, { capture: true });
    follow();
    followDownloads();
  }
  window.planKeys = { send: (name) => setTriggerValue("way", name) };
}
