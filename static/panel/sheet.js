// The sheet over the panel in which one lever's schedule is made: how fast, and quarter by quarter.
import { element, say, show, tool } from "./dom.js";
import { timeline } from "./timeline.js";

// `act` tells what was chosen or drawn. `paint(schedule, rows)` opens, fills or closes the sheet.
export function sheet(parent, text, act) {
  const root = element(parent, "div", { class: "sheet", role: "dialog", popover: "manual" });
  const head = element(root, "div", { class: "head" });
  const title = element(head, "h5");
  const close = () => act({ act: "timing", lever: null });
  tool(head, "close", text.close, close, "close");
  const rhythms = element(root, "div", { class: "rhythms", role: "radiogroup", "aria-label": text.rhythm });
  const still = element(root, "p", { class: "quiet" }, text.still);
  const line = element(root, "div", { class: "timeline" });
  const help = element(root, "p", { class: "quiet" });
  let lever = null;
  const chosen = text.rhythms.map(([name, label]) => {
    const button = element(rhythms, "button", { type: "button", role: "radio" }, label);
    button.addEventListener("click", () => act({ act: "rhythm", lever, rhythm: name }));
    return [name, button];
  });
  root.addEventListener("keydown", (event) => event.key === "Escape" && close());

  function paint(schedule, rows) {
    const opens = schedule !== null && schedule.lever !== lever;
    const left = schedule === null ? rows.get(lever) : null;
    lever = schedule?.lever ?? null;
    if (schedule === null) {
      if (left) root.hidePopover();
      return left?.timing.focus();
    }
    if (opens) root.showPopover();
    say(title, schedule.title);
    root.setAttribute("aria-label", schedule.title);
    show(rhythms, schedule.rhythm !== undefined);
    show(still, schedule.rhythm !== undefined && schedule.still);
    for (const [name, button] of chosen) {
      button.setAttribute("aria-checked", name === schedule.rhythm);
      button.disabled = schedule.still;
    }
    show(line, schedule.line !== null);
    if (schedule.line) timeline(line, schedule.line, (of, path) => act({ act: "path", lever: of, path }));
    say(help, schedule.help);
    if (opens) lay(root, rows.get(lever));
  }

  return { paint };
}

// Beside the panel, at the height of its lever, inside the window; the focus goes with it.
function lay(root, row) {
  const box = row.root.getBoundingClientRect();
  const top = Math.max(8, Math.min(box.top, innerHeight - root.offsetHeight - 16));
  const left = Math.max(8, Math.min(box.left + 24, innerWidth - root.offsetWidth - 8));
  root.style.cssText = `top:${top}px;left:${left}px`;
  root.querySelector("button[aria-checked=true], .rhythms button:not(:disabled), input, .close")?.focus();
}
