// What is sent ahead: the plan in hand, written straight into the places of the page that show it.
// The page's own run would draw them as well, at three times the work for the browser; it is asked
// for where more is to be seen, when this is drawn and nothing newer is on its way.
import { redraw, restore } from "./charts.js";

const ANSWERED = "two-roads:answered";
const SETTLED = "two-roads:settled";
const PAUSE_MS = 60; // a key that is pressed again meanwhile needs no rest of the one before
const kept = new Map(); // place -> what the page's run wrote there, and what is put in it ahead
let newest = 0; // number of what was answered last; what comes late, or once more, is not drawn

const places = () => new Set([".headline", ".cards"].map((name) =>
  document.querySelector(name)?.closest('[data-testid="stHtml"], .stHtml')).filter(Boolean));

function write({ said, cards }) {
  const roots = places();
  if (!document.querySelector(".headline") || !document.querySelector(".cards")) return;
  for (const root of roots) {
    // Where what was put in it ahead is gone, the page's run has written since.
    if (!kept.get(root)?.ahead.isConnected) kept.set(root, { before: root.innerHTML });
  }
  document.querySelector(".headline").outerHTML = said;
  document.querySelector(".cards").parentElement.innerHTML = cards;
  for (const root of roots) kept.get(root).ahead = root.querySelector(".headline, .cards");
}

// What the page's own run left alone, because it holds what it held before; `whole`: charts as well.
function settle(whole) {
  document.documentElement.removeAttribute("data-dragging");
  for (const [root, { before, ahead }] of kept) {
    if (root.isConnected && ahead.isConnected) root.innerHTML = before;
  }
  kept.clear();
  if (whole) restore();
}

globalThis.addEventListener?.(SETTLED, ({ detail: { n, whole } }) => {
  if (n < newest) return;
  newest = n;
  // Figures of the same run that stand further down take their data in this turn.
  setTimeout(() => n === newest && settle(whole));
});

// What asks for the rest stands in another part of the page than what is sent ahead.
let ask = () => {};

export default async function ({ data, setTriggerValue }) {
  if (data.asks) ask = (rest) => setTriggerValue("rest", rest);
  const { n, shown, rest, whole } = data;
  if (!n || n <= newest) return;
  newest = n;
  document.documentElement.setAttribute("data-dragging", "");
  // The next one is computed while this one is drawn.
  globalThis.dispatchEvent(new CustomEvent(ANSWERED, { detail: n }));
  if (shown) {
    write(shown);
    await redraw(shown.figures);
  }
  if (rest) setTimeout(() => n === newest && ask({ n, whole }), PAUSE_MS);
}
