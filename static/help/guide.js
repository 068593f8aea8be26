// The four steps of a first visit, in a card in the corner; the browser remembers that they were
// seen, skipped or finished. What a reader does moves the card on, and never takes the focus.
import { element } from "../panel/dom.js";

const KEY = "two-roads.guide", SEEN = "seen", ASK_MS = 400;
const START = "start", COCKPIT = "", MOVE = 1;
const PLACES = [".st-key-start", ".st-key-panel", ".headline", ".st-key-scenario-bar"];
const state = { at: null, again: 0, card: null, back: null, page: null };

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return SEEN; // what cannot be remembered would come again and again
  }
}

function remember(value) {
  try {
    localStorage.setItem(KEY, value);
  } catch { /* refused: the card is closed all the same */ }
}

// The step that a page begins with; none where the walk does not pass.
export function first(page, kept) {
  if (kept === SEEN) return null;
  if (page === START) return 0;
  return page === COCKPIT ? Math.max(MOVE, Number(kept) || 0) : null;
}

// The step after what a reader did; the same where it is none of the walk.
export function after(at, { page, moved }) {
  if (at === 0 && page === COCKPIT) return MOVE;
  return at === MOVE && moved ? MOVE + 1 : at;
}

function outline() {
  document.querySelector("[data-guided]")?.removeAttribute("data-guided");
  if (state.at !== null) document.querySelector(PLACES[state.at])?.setAttribute("data-guided", "");
}

function draw() {
  const { told, at, card } = state;
  const step = told.steps[at], last = at === told.steps.length - 1;
  card.replaceChildren();
  element(card, "small", {}, step.place);
  element(card, "h2", { id: "two-roads-guide-title" }, step.title);
  element(card, "p", { "aria-live": "polite" }, step.text);
  const ways = element(card, "div", {});
  if (!last) element(ways, "button", { type: "button", class: "skip" }, told.skip).addEventListener("click", close);
  const next = element(ways, "button", { type: "button", class: "next" }, last ? told.done : told.next);
  next.addEventListener("click", () => (last ? close() : go(at + 1)));
  outline();
}

function go(at, { focus = false } = {}) {
  const held = state.card?.contains(document.activeElement);
  state.at = at;
  remember(String(at));
  if (!state.card) open();
  draw();
  if (focus) state.card.focus({ preventScroll: true });
  else if (held) state.card.querySelector(".next").focus({ preventScroll: true });
}

function open() {
  state.back = document.activeElement;
  state.card = element(document.body, "section", { class: "guide-card", role: "dialog", tabindex: -1,
    "aria-labelledby": "two-roads-guide-title" });
  document.addEventListener("keydown", escaped);
  state.timer = setInterval(watch, ASK_MS);
}

function close() {
  const held = state.card.contains(document.activeElement);
  state.card.remove();
  clearInterval(state.timer);
  document.removeEventListener("keydown", escaped);
  Object.assign(state, { card: null, at: null });
  remember(SEEN);
  outline();
  const back = state.back?.isConnected && state.back !== document.body
    ? state.back : document.querySelector(".st-key-guide button");
  if (held) back?.focus({ preventScroll: true });
}

// A menu or a dialog that is open takes the key for itself.
function escaped(event) {
  const within = event.composedPath()[0];
  const busy = document.querySelector('[data-baseweb="popover"], [role="dialog"]:not(.guide-card)');
  if (event.key === "Escape" && !event.defaultPrevented && within.tagName !== "INPUT" && !busy) close();
}

// What an address says of levers: it changes with a move, also where a part of the page alone is drawn.
export const levers = (query) => [...new URLSearchParams(query)].filter(([name]) => /^(lever|s)\./.test(name)).join();

function watch() {
  outline();
  if (state.at !== MOVE || document.documentElement.hasAttribute("data-dragging")) return;
  const now = levers(location.search);
  if (now === state.plan) state.arrived = true;
  else if (state.arrived) go(after(MOVE, { moved: true }));
}

export function guide(told, { page, plan, again }) {
  const moved = page === state.page && levers(plan) !== state.plan;
  if (page !== state.page) Object.assign(state, { page, arrived: false });
  Object.assign(state, { told, plan: levers(plan) });
  if (again > state.again) {
    state.again = again;
    return go(0, { focus: true });
  }
  if (state.card) {
    const next = after(state.at, { page, moved });
    return next === state.at ? draw() : go(next);
  }
  const at = first(page, remembered());
  if (at !== null) go(at, { focus: document.activeElement === document.body });
}
