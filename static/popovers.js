// The framework's popovers lie at the end of the page: opened, they take the focus; Tab leaves them
// by either end for the button that opened them. Escape gives the focus back by itself.
const BUTTON = '[data-testid="stPopoverButton"]';
const BODY = '[data-testid="stPopoverBody"]';
const FIELDS = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
const PATIENCE = 30; // frames until what was pressed has opened or closed

let opener = null;

function seek(frames) {
  const body = [...document.querySelectorAll(BODY)].at(-1);
  if (body && opener?.getAttribute("aria-expanded") !== "false") {
    if (body.contains(document.activeElement)) return;
    body.tabIndex = -1;
    body.focus({ preventScroll: true });
  } else if (frames) requestAnimationFrame(() => seek(frames - 1));
}

function pressed(event) {
  const button = event.composedPath().find((one) => one.matches?.(BUTTON));
  if (!button) return;
  opener = button;
  requestAnimationFrame(() => seek(PATIENCE));
}

/** The element that Tab reaches from `at` among `fields`, or null where it leaves them. */
export function next(fields, at, back) {
  const place = fields.indexOf(at);
  if (place < 0) return back ? null : fields[0] ?? null;
  return fields[place + (back ? -1 : 1)] ?? null;
}

function tabbed(event) {
  const body = document.activeElement?.closest?.(BODY);
  if (event.key !== "Tab" || event.defaultPrevented || !body || !opener?.isConnected) return;
  const fields = [...body.querySelectorAll(FIELDS)].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length);
  const at = document.activeElement === body ? null : document.activeElement;
  if (next(fields, at, event.shiftKey)) {
    // Between two fields the browser knows the way; into the first one it is told.
    if (at || event.shiftKey) return;
    fields[0].focus();
  } else opener.focus();
  event.preventDefault();
}

export function follow() {
  document.addEventListener("click", pressed, { capture: true });
  document.addEventListener("keydown", tabbed);
}
