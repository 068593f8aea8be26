// A frame of a drag: the plan in hand, written straight into the places of the page that show it.
// The page's own run would draw them as well, at three times the work for the browser.
import { redraw, restore } from "./charts.js";

const ANSWERED = "two-roads:answered";
const kept = new Map(); // place -> what it held before the drag, and what a frame made of it
let newest = 0; // number of what was answered last; what comes late, or once more, is not drawn

const places = () => new Set([".headline", ".cards"].map((name) =>
  document.querySelector(name)?.closest('[data-testid="stHtml"], .stHtml')).filter(Boolean));

function write({ said, cards }) {
  const roots = places();
  if (!document.querySelector(".headline") || !document.querySelector(".cards")) return;
  for (const root of roots) {
    if (kept.get(root)?.after !== root.innerHTML) kept.set(root, { before: root.innerHTML });
  }
  document.querySelector(".headline").outerHTML = said;
  document.querySelector(".cards").parentElement.innerHTML = cards;
  for (const root of roots) kept.get(root).after = root.innerHTML;
}

// What the page's own run left alone, because it holds what it held before the drag.
function settle() {
  document.documentElement.removeAttribute("data-dragging");
  for (const [root, { before, after }] of kept) {
    if (root.isConnected && root.innerHTML === after) root.innerHTML = before;
  }
  kept.clear();
  restore();
}

globalThis.addEventListener?.(ANSWERED, ({ detail }) => {
  if (detail <= newest) return;
  newest = detail;
  if (kept.size) settle();
});

export default async function ({ data }) {
  if (!data.n || data.n <= newest) return;
  newest = data.n;
  document.documentElement.setAttribute("data-dragging", "");
  // The next frame is computed while this one is drawn.
  globalThis.dispatchEvent(new CustomEvent(ANSWERED, { detail: data.n }));
  write(data);
  await redraw(data.figures);
}
