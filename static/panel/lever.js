// One lever: its name, its value typed in place, its track, and its tools.
import { element, rename, say, show, tool, toolbar } from "./dom.js";
import { moved } from "./keys.js";
import { snap, taken, write } from "./numbers.js";

const EXACT = 6;

const share = (value, { low, high }) => (value - low) / (high - low);
const place = (value, lever) => `${(100 * share(value, lever)).toFixed(2)}%`;

// Builds the row of `lever`; `panel` answers drag, act and text. `paint` draws a state into it.
export class Row {
  constructor(parent, name, panel) {
    Object.assign(this, { name, panel, held: null, before: null, sent: null, repeated: false });
    this.root = element(parent, "div", { class: "lever", "data-lever": name });
    const head = element(this.root, "div", { class: "head" });
    this.label = element(head, "span", { class: "label", id: `label-${name}` });
    this.field = element(head, "input", { class: "value", inputmode: "decimal", autocomplete: "off" });
    const track = element(this.root, "div", { class: "track" });
    const marks = element(track, "span", { class: "marks" });
    this.tint = element(marks, "i", { class: "seen" });
    this.fill = element(marks, "i", { class: "fill" });
    this.today = element(marks, "i", { class: "today" });
    this.range = element(track, "input", { type: "range" });
    const foot = element(this.root, "div", { class: "foot" });
    this.mark = element(foot, "span", { class: "mark" });
    this.bar = toolbar(foot, "");
    this.tools(this.bar);
    this.alert = element(this.root, "p", { role: "alert", hidden: true });
    this.help = element(this.root, "div", { class: "help", id: `help-${name}`, hidden: true });
    this.dragging();
    this.typing();
  }

  tools(parent) {
    const act = (does, extra) => () => this.panel.act({ act: does, lever: this.name, ...extra });
    this.info = tool(parent, "help", "", () => {
      show(this.help, this.help.hidden);
      this.info.setAttribute("aria-expanded", !this.help.hidden);
    }, "info");
    this.timing = tool(parent, "schedule", "", act("timing"), "timing");
    this.lock = tool(parent, "lock_open", "", act("lock"), "lock");
    this.reset = tool(parent, "restart_alt", "", act("reset"), "reset");
    this.eye = tool(parent, "visibility", "", act("eye"), "eye");
  }

  // A pointer drags: frames while it is held, one act when it lets go; Escape takes it back.
  dragging() {
    const { range } = this;
    range.addEventListener("pointerdown", () => this.hold());
    range.addEventListener("input", () => {
      if (this.frozen) return this.place(this.value);
      this.frame(snap(range.valueAsNumber, this.lever));
    });
    range.addEventListener("change", () => this.settle());
    range.addEventListener("keydown", (event) => this.key(event));
    range.addEventListener("keyup", () => this.repeated && this.settle());
    range.addEventListener("blur", () => this.settle());
  }

  // The browser reports no change of a value that was written meanwhile, so the end of the drag
  // is looked for in the window; a hand may let go anywhere.
  hold() {
    this.before = this.value;
    const end = new AbortController();
    const once = (name, act) => addEventListener(name, () => { end.abort(); act(); }, { signal: end.signal });
    once("pointerup", () => this.settle());
    once("pointercancel", () => this.takeBack());
  }

  // A key is done at once; held down it drags until it is let go.
  key(event) {
    if (event.key === "Escape" && this.held !== null) return this.takeBack();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(event.key, this.held ?? this.value, this.lever);
    if (next === null) return;
    event.preventDefault();
    if (this.frozen || next === (this.held ?? this.value)) return;
    this.repeated = event.repeat;
    this.before ??= this.value;
    if (event.repeat) this.frame(next);
    else this.settle(next);
  }

  frame(value) {
    if (value === this.held) return this.place(value);
    this.before ??= this.value;
    this.held = value;
    this.place(value);
    this.panel.drag({ lever: this.name, value });
  }

  settle(value = this.held) {
    this.repeated = false;
    if (value === null) return;
    this.place(value);
    const differs = value !== this.value || this.held !== null;
    Object.assign(this, { held: null, before: null, value, sent: value });
    if (differs) this.panel.act({ act: "move", lever: this.name, value });
  }

  takeBack() {
    if (this.before === null) return;
    this.held = this.before;
    this.settle();
  }

  // What cannot be taken stays in the field, with what is allowed; cleared it is as it was.
  typing() {
    const { field } = this;
    field.addEventListener("focus", () => field.select());
    field.addEventListener("change", () => this.typed());
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.typed();
      if (event.key === "Escape") this.place(this.value);
    });
  }

  typed() {
    const { field } = this;
    if (field.value.trim() === "" || field.value === this.text(this.value)) return this.place(this.value);
    const value = taken(field.value, this.lever);
    this.wrong(value === null ? this.lever.allowed : "");
    if (value !== null) this.settle(value);
  }

  wrong(text) {
    say(this.alert, text);
    show(this.alert, text !== "");
    this.field.setAttribute("aria-invalid", text !== "");
  }

  text(value) {
    return write(value, this.lever.form, EXACT);
  }

  get frozen() {
    return this.state.closed || this.state.locked || Boolean(this.lever.shut);
  }

  // Shows `value` as number, place and words; nothing of it is sent.
  place(value) {
    const { lever, range } = this;
    range.value = value;
    const text = this.text(value);
    if (range.getAttribute("aria-valuetext") !== text) range.setAttribute("aria-valuetext", text);
    this.field.value = text;
    this.wrong("");
    const [from, to] = [share(lever.today, lever), share(value, lever)].sort((a, b) => a - b);
    this.fill.style.cssText = `left:${100 * from}%;right:${100 * (1 - to)}%`;
    this.root.classList.toggle("moved", value !== lever.today);
  }

  describe(lever, words) {
    this.lever = lever;
    say(this.label, lever.label);
    const { range, field } = this;
    Object.entries({ min: lever.low, max: lever.high, step: "any", "aria-label": lever.label,
      "aria-describedby": `help-${this.name}` }).forEach(([name, value]) => range.setAttribute(name, value));
    field.setAttribute("aria-label", words.value.replace("{lever}", lever.label));
    this.today.style.left = place(lever.today, lever);
    show(this.tint, lever.seen.length > 0);
    if (lever.seen.length) {
      const [low, high] = lever.seen.map((value) => Math.min(Math.max(value, lever.low), lever.high));
      this.tint.style.cssText = `left:${place(low, lever)};right:${100 - 100 * share(high, lever)}%`;
    }
    const [beyond, ...lines] = [words.beyond, ...lever.help].map((line) => Object.assign(document.createElement("p"), { textContent: line }));
    this.leaves = beyond;
    this.help.replaceChildren(...lines, beyond);
    this.bar.setAttribute("aria-label", lever.label);
    rename(this.reset, lever.reset);
    rename(this.timing, lever.timing);
    rename(this.info, words.help.replace("{lever}", lever.label));
    show(this.timing, lever.schedules);
  }

  // Draws `state`: value, closed, locked, mark, beyond, scheduled. What is in hand stays in hand.
  paint(state, words) {
    const { lever, range, field } = this;
    const named = (text) => text.replace("{lever}", lever.label);
    this.state = state;
    // What was sent counts until data show it: those of before must not pull the hand back.
    if (this.panel.isShown) this.sent = null;
    this.value = this.sent ?? state.value;
    const typing = field.getRootNode().activeElement === field || field.getAttribute("aria-invalid") === "true";
    if (this.held === null && !typing) this.place(this.value);
    say(this.mark, state.mark);
    show(this.leaves, state.beyond);
    for (const name of ["closed", "locked", "beyond", "scheduled"]) this.root.classList.toggle(name, state[name]);
    range.disabled = field.disabled = this.frozen;
    rename(this.eye, named(state.closed ? words.open_eye : words.close_eye));
    say(this.eye.firstChild, state.closed ? "visibility_off" : "visibility");
    this.eye.setAttribute("aria-pressed", state.closed);
    show(this.eye, state.closed || state.moved);
    rename(this.lock, named(state.locked ? words.unlock : words.lock));
    say(this.lock.firstChild, state.locked ? "lock" : "lock_open");
    this.lock.setAttribute("aria-pressed", state.locked);
    show(this.lock, !lever.shut);
    show(this.reset, state.moved && !state.closed && !state.locked);
    this.bar.refresh();
  }
}
