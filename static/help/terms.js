// Terms in our own text, and names of figures, tell what they mean under the pointer, under the
// keyboard's focus and at a touch; Escape takes that away. Only HTML of ours is touched.
import { pieces, spellings } from "./pieces.js";

const ROOTS = ".stHtml, .figure .said";
const PLACES = ".headline, .words, .told-more, .quiet-note, .answer-more, .decision, .figures thead";
const TOLD = "two-roads-told-term", GAP = 6, EDGE = 8;
const kept = { texts: null, spelt: null, open: null, seen: new WeakMap() };

// The first of each term on a page, outside of titles.
function mark(block, told) {
  if (kept.seen.get(block) === block.innerHTML) return;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (isFree(walker.currentNode)) texts.push(walker.currentNode);
  for (const text of texts) {
    const cut = pieces(text.data, kept.spelt, told);
    if (cut.some(({ id }) => id)) text.replaceWith(...cut.map(written));
  }
  kept.seen.set(block, block.innerHTML);
}

const isFree = (text) => !text.parentElement.closest("a, button, summary, h1, h2, h3, svg, style, .told");

function written({ text, id }) {
  if (!id) return document.createTextNode(text);
  const term = Object.assign(document.createElement("button"), { type: "button", className: "term" });
  term.dataset.term = id;
  term.textContent = text;
  return term;
}

// What a drag rewrites waits for the end of it.
function markAll() {
  kept.asked = 0;
  if (document.documentElement.hasAttribute("data-dragging")) return later();
  const told = new Set([...document.querySelectorAll("button.term")].map((one) => one.dataset.term));
  for (const root of document.querySelectorAll(ROOTS)) {
    for (const block of root.querySelectorAll(PLACES)) mark(block, told);
  }
  kept.watcher.takeRecords(); // what it has written itself it need not look at once more
}

function later() {
  kept.asked ||= setTimeout(markAll, 120);
}

function meaning(one) {
  const [title, text] = one.dataset.term
    ? kept.texts.terms[one.dataset.term] : kept.texts.figures[one.dataset.figure] ?? [one.textContent, ""];
  return [title, text, one.dataset.figure ? kept.texts.what : ""];
}

function box() {
  let made = document.getElementById(TOLD);
  if (!made) {
    made = Object.assign(document.createElement("div"), { id: TOLD, hidden: true });
    made.setAttribute("role", "tooltip");
    made.append(...["strong", "span", "em"].map((name) => document.createElement(name)));
    made.addEventListener("pointerleave", hide);
    document.body.append(made);
  }
  return made;
}

function show(one) {
  const made = box();
  kept.open?.removeAttribute("aria-describedby");
  kept.open = one;
  [...made.children].forEach((part, at) => { part.textContent = meaning(one)[at]; });
  made.hidden = false;
  one.setAttribute("aria-describedby", TOLD);
  const at = one.getBoundingClientRect(), size = made.getBoundingClientRect();
  const below = at.bottom + GAP + size.height < innerHeight - EDGE;
  made.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - size.width - EDGE))}px`;
  made.style.top = `${below ? at.bottom + GAP : Math.max(EDGE, at.top - GAP - size.height)}px`;
}

function hide() {
  kept.open?.removeAttribute("aria-describedby");
  kept.open = null;
  box().hidden = true;
}

const asked = (event) => event.target.closest?.("button.term, a.what");

// A figure's address takes the plan along, for those who open it in a tab of its own.
function withPlan(link) {
  const query = new URLSearchParams(location.search);
  query.set("metric", link.dataset.figure);
  link.href = `method?${query}`;
}

function meets(event) {
  const one = asked(event);
  if (one?.dataset.figure) withPlan(one);
  if (one) show(one);
  else if (kept.open && !event.target.closest?.(`#${TOLD}`)) hide();
}

function clicked(event) {
  const link = event.target.closest?.("a.what");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  hide();
  kept.open_figure(link.dataset.figure);
}

function listen() {
  for (const name of ["pointerover", "focusin", "click"]) document.addEventListener(name, meets);
  document.addEventListener("click", clicked);
  document.addEventListener("focusout", () => hide());
  document.addEventListener("scroll", () => kept.open && hide(), { capture: true, passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !kept.open) return;
    hide();
    event.stopPropagation();
  }, { capture: true });
  kept.watcher = new MutationObserver(later);
  kept.watcher.observe(document.body, { subtree: true, childList: true });
}

export function terms(texts, openFigure) {
  kept.open_figure = openFigure;
  if (kept.texts !== texts) {
    Object.assign(kept, { texts, spelt: spellings(texts.said) });
    kept.seen = new WeakMap();
  }
  if (!kept.listens) listen();
  kept.listens = true;
  later();
}
