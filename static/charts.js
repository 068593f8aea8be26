// Figures side by side, as `pages/components/charts.py` describes them.
import { Figure } from "./figure.js";
import "./vega.js"; // fetched beside the modules that lead to it, not after them

/** Event of the window, sent when all that the latest data changed is drawn. */
export const DRAWN = "two-roads.drawn";
const boards = new WeakMap();
const shown = new Set();

/** Draw other data in figures that stand on the page already, until `restore`. */
export async function redraw(figures) {
  const named = new Map([...shown].flatMap((board) => [...board.figures]));
  await Promise.all(figures.map((figure) => named.get(figure.name)?.show(figure)));
  window.dispatchEvent(new CustomEvent(DRAWN));
}

/** Draw what the page's own runs sent last; a figure that shows it already is left alone. */
export async function restore() {
  await Promise.all([...shown].map((board) => board.again()));
}

class Board {
  constructor(parent) {
    this.figures = new Map();
    this.root = document.createElement("div");
    this.root.className = "board";
    parent.append(this.root);
    shown.add(this);
  }

  again() {
    return Promise.all(this.data.map((figure) => this.figures.get(figure.name).show(figure)));
  }

  async show({ data, setStateValue, setTriggerValue }) {
    // The latest functions: those of an earlier run belong to what the page was then.
    this.tell = (what, name, value) => what === "picked"
      ? setStateValue("picked", { ...this.picks(name, value) })
      : setTriggerValue(what, { figure: name, value });
    this.root.style.gridTemplateColumns = data.columns.map((part) => `minmax(0, ${part}fr)`).join(" ");
    this.#keep(data.figures.map(({ name }) => name));
    this.data = data.figures;
    await this.again();
    window.dispatchEvent(new CustomEvent(DRAWN));
  }

  picks(name, key) {
    this.picked = { ...this.picked, [name]: key };
    return this.picked;
  }

  #keep(names) {
    for (const [name, figure] of this.figures) {
      if (names.includes(name)) continue;
      figure.end();
      figure.element.remove();
      this.figures.delete(name);
    }
    for (const name of names) {
      if (!this.figures.has(name)) {
        this.figures.set(name, new Figure(name, (...told) => this.tell(...told)));
      }
    }
    const wanted = names.map((name) => this.figures.get(name).element);
    if (wanted.some((element, place) => this.root.children[place] !== element)) {
      this.root.replaceChildren(...wanted);
    }
  }

  end() {
    shown.delete(this);
    for (const figure of this.figures.values()) figure.end();
    this.root.remove();
  }
}

export default async function (component) {
  const parent = component.parentElement;
  if (!boards.has(parent)) boards.set(parent, new Board(parent));
  const board = boards.get(parent);
  await board.show(component);
  return () => {
    board.end();
    boards.delete(parent);
  };
}
