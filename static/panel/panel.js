// The lever panel: every lever in its group, one message in flight. What it shows comes from the
// server alone: words that seldom change, and with every run where the levers stand.
import { element, rename, say, show, tool } from "./dom.js";
import { Row } from "./lever.js";
import { Queue } from "./queue.js";
import { sheet } from "./sheet.js";

// Every page has this panel, and most have charts: what draws them comes while these are computed.
import("../charts.js").catch(() => {}); // where they stand, the page says so

const ANSWERED = "two-roads:answered", SETTLED = "two-roads:settled";
const kept = { words: null, open: new Set(["main"]), folded: {} };

// Of the other two components: the words of the panel, and the number of the run that was drawn.
export function words(data) {
  kept.words = data;
  kept.panel?.draw();
}

export function answer({ n, whole }) {
  globalThis.dispatchEvent(new CustomEvent(ANSWERED, { detail: n }));
  globalThis.dispatchEvent(new CustomEvent(SETTLED, { detail: { n, whole } }));
}

class Panel {
  constructor(parent, component) {
    this.root = element(parent, "section", { class: "panel", hidden: true });
    const style = element(parent, "link", { rel: "stylesheet", href: new URL("./panel.css", import.meta.url) });
    style.addEventListener("load", () => show(this.root, true));
    this.queue = new Queue((message) => this.send(message));
    this.rows = new Map();
    this.adopt(component);
    globalThis.addEventListener(ANSWERED, ({ detail }) => {
      this.queue.answered(detail);
      // What is sent ahead is drawn first.
      setTimeout(() => this.queue.busy || this.paint());
    });
  }

  adopt({ data, setTriggerValue }) {
    Object.assign(this, { data, setTriggerValue });
  }

  // Whether the data at hand show all that was told.
  get isShown() {
    return this.queue.isShown(this.data.n);
  }

  send({ act = "drag", ...message }) {
    this.setTriggerValue(act === "drag" ? "drag" : "act", { act, ...message });
  }

  // While a page cannot follow, a drag is told when the hand lets go.
  drag(message) {
    if (this.data.live) this.queue.drag(message);
  }

  act(message) {
    this.queue.act(message);
  }

  draw() {
    if (!kept.words || kept.words.token !== this.data.token) return;
    if (this.token !== kept.words.token) this.build(kept.words);
    this.paint();
  }

  build(told) {
    this.token = told.token;
    this.told = told;
    this.root.replaceChildren();
    this.rows.clear();
    this.root.setAttribute("aria-label", told.text.title);
    this.head(told.text);
    this.body = element(this.root, "div", { class: "body" });
    this.search(told.text);
    this.groups = told.groups.map((group) => this.group(group, told));
    this.none = element(this.body, "p", { class: "none", hidden: true }, told.text.none);
    this.sheet = sheet(this.root, told.text, (message) => this.act(message));
    this.fold(this.isFolded());
  }

  head(text) {
    const head = element(this.root, "div", { class: "top" });
    this.folder = tool(head, "chevron_left", "", () => this.refold(), "fold");
    element(head, "h4", {}, text.title);
    this.count = element(head, "span", { class: "count" });
    for (const name of ["undo", "redo"]) {
      this[name] = tool(head, name, text[name], () => this.act({ act: name }), name);
    }
    this.all = element(head, "button", { type: "button", class: "all" }, text.reset_all);
    this.all.addEventListener("click", () => this.act({ act: "reset_all" }));
  }

  search(text) {
    this.find = element(this.body, "input", { type: "search", class: "find", placeholder: text.search,
      "aria-label": text.search });
    this.find.addEventListener("input", () => this.sift());
  }

  // Shows what bears the words that are typed, in its name or its help; groups open for it.
  sift() {
    const wanted = this.find.value.trim().toLowerCase();
    let found = 0;
    for (const { root, members } of this.groups) {
      const hits = members.filter((name) => {
        const { label, help } = this.told.levers[name];
        const hit = !wanted || [label, name, ...help.slice(0, 1)].join(" ").toLowerCase().includes(wanted);
        show(this.rows.get(name).root, hit);
        return hit;
      });
      found += hits.length;
      show(root, hits.length > 0);
      if (root.tagName === "DETAILS") root.open = wanted ? hits.length > 0 : kept.open.has(root.dataset.group);
    }
    show(this.none, found === 0);
  }

  group({ name, label, levers, captions }, told) {
    const main = label === "";
    const root = element(this.body, main ? "div" : "details", { class: "group", "data-group": name });
    const made = { root, name, members: levers };
    if (!main) {
      root.open = kept.open.has(name);
      const summary = element(root, "summary");
      element(summary, "span", {}, label);
      made.count = element(summary, "span", { class: "count" });
      root.addEventListener("toggle", () => {
        if (!this.find.value) kept.open[root.open ? "add" : "delete"](name);
      });
    }
    for (const lever of levers) {
      if (captions[lever]) element(root, "p", { class: "caption" }, captions[lever]);
      const row = new Row(root, lever, this);
      const { unit } = told.levers[lever];
      const form = { ...told.forms[unit], digits: told.digits };
      row.describe({ ...told.levers[lever], form }, told.text);
      this.rows.set(lever, row);
    }
    if (!main) {
      made.reset = element(root, "button", { type: "button", class: "all" }, told.text.reset_group);
      made.reset.addEventListener("click", () => this.act({ act: "reset_group", group: name }));
    }
    return made;
  }

  state(name) {
    const { moved, marks, closed, locked, beyond, scheduled } = this.data;
    const { today, mark } = this.told.levers[name];
    return {
      value: closed[name] ?? moved[name] ?? today,
      moved: name in moved || name in closed || scheduled.includes(name),
      closed: name in closed,
      locked: locked.includes(name),
      beyond: beyond.includes(name),
      scheduled: scheduled.includes(name),
      mark: marks[name] ?? mark,
    };
  }

  paint() {
    if (!this.told) return;
    const { data, told: { text } } = this;
    for (const [name, row] of this.rows) row.paint(this.state(name), text);
    const counted = (count) => (count ? text.moved.replace("{count}", count) : "");
    for (const { name, count, reset } of this.groups) {
      if (!count) continue;
      say(count, counted(data.counts[name]));
      reset.disabled = !data.counts[name];
    }
    const total = Object.values(data.counts).reduce((sum, count) => sum + count, 0);
    say(this.count, total ? String(total) : "");
    this.all.disabled = total === 0;
    this.undo.disabled = !data.undo;
    this.redo.disabled = !data.redo;
    this.fold(this.isFolded());
    this.sheet.paint(data.schedule, this.rows);
  }

  // A rail on pages that have no use for levers, and wherever the reader folds it.
  isFolded() {
    return kept.folded[this.data.folded] ?? this.data.folded;
  }

  refold() {
    kept.folded[this.data.folded] = !this.isFolded();
    this.fold(this.isFolded());
  }

  fold(folded) {
    document.documentElement.toggleAttribute("data-levers-folded", folded);
    this.root.classList.toggle("folded", folded);
    say(this.folder.firstChild, folded ? "tune" : "chevron_left");
    rename(this.folder, folded ? this.told.text.unfold : this.told.text.fold);
    this.folder.setAttribute("aria-expanded", !folded);
  }
}

export default function (component) {
  const { parentElement, data } = component;
  if (data.words) return words(data.words);
  if (data.answer) return answer(data.answer);
  parentElement.panel ??= new Panel(parentElement, component);
  kept.panel = parentElement.panel;
  kept.panel.adopt(component);
  kept.panel.draw();
}
