// A figure: its words, what the reader may choose and take away, and the chart below them.
import { Drawing } from "./drawing.js";

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Radio buttons side by side; `chosen` is called with the place of the one that is taken. */
function choices({ label, options, at }, name, chosen) {
  const buttons = options.map((text, place) => {
    const input = element("input", { type: "radio", name, checked: place === at });
    input.addEventListener("change", () => chosen(place));
    return element("label", {}, input, element("span", { textContent: text }));
  });
  const group = element("div", { className: "choice" }, ...buttons);
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-label", label);
  return group;
}

export class Figure {
  /** `tell` takes what the reader did: "picked", "chosen" or "take", the figure's name, a value. */
  constructor(name, tell) {
    this.tools = element("div", { className: "tools" });
    this.words = element("div", { className: "said" });
    this.host = element("div", { className: "drawing" }, element("div"));
    const head = element("div", { className: "head" }, this.words, this.tools);
    this.element = element("section", {}, head, this.host);
    this.element.className = `figure st-key-figure-${name.replaceAll(".", "-")}`;
    this.drawing = new Drawing(this.host, (key) => tell("picked", name, key));
    this.tell = (what, value) => tell(what, name, value);
    this.name = name;
  }

  async show(figure) {
    if (figure.words !== this.said) this.words.innerHTML = this.said = figure.words;
    this.#tool(figure);
    this.host.style.minHeight = `${figure.height}px`;
    await this.drawing.show(figure);
  }

  #tool({ choice, take }) {
    const wanted = JSON.stringify([choice, take]);
    if (wanted === this.tooled) return;
    this.tooled = wanted;
    const tools = [];
    if (choice) tools.push(choices(choice, `choice-${this.name}`, (at) => this.tell("chosen", at)));
    if (take) tools.push(this.#taker(take));
    this.tools.replaceChildren(...tools);
  }

  #taker(label) {
    const sign = element("span", { className: "sign", textContent: "download" });
    sign.setAttribute("aria-hidden", "true");
    const button = element("button", { type: "button", title: label }, sign);
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => this.tell("take", ""));
    return button;
  }

  end() {
    this.drawing.end();
  }
}
