// One chart: a Vega view that is made once for a specification and then takes nothing but data.
import { renew } from "./changes.js";
import { rows } from "./columns.js";
import { vegaEmbed } from "./vega.js";

// `ast`: expressions are interpreted, never compiled, so that a page may forbid `eval`.
const OPTIONS = {
  actions: false, ast: true, defaultStyle: false, logLevel: 1, mode: "vega-lite", renderer: "svg",
  tooltip: { disableDefaultStyle: true },
};
const texts = new Map();

function specification(address) {
  if (!texts.has(address)) {
    const asked = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
      return answer.text();
    });
    asked.catch(() => texts.delete(address));
    texts.set(address, asked);
  }
  return texts.get(address);
}

export class Drawing {
  /** `host` keeps its size; `picked` is told the key of the mark that was clicked. */
  constructor(host, picked) {
    Object.assign(this, { host, picked, wanted: null, drawn: null, view: null, work: null });
    this.observer = new ResizeObserver(() => this.#fit());
    this.observer.observe(host);
  }

  /** Draw `figure`, or the latest one that was asked for while another was being drawn. */
  show(figure) {
    this.wanted = figure;
    this.work ??= this.#catchUp().finally(() => { this.work = null; });
    return this.work;
  }

  async #catchUp() {
    // A view that is there needs no width: to read it would lay the page out between two charts.
    while (this.drawn !== this.wanted && (this.drawn || this.host.clientWidth)) {
      const figure = this.wanted;
      if (figure.spec === this.drawn?.spec) await this.#renew(figure);
      else await this.#make(figure);
      this.drawn = figure;
    }
  }

  async #renew(figure) {
    this.view.description(figure.alt);
    if (JSON.stringify(figure.table) === this.data) return;
    this.data = JSON.stringify(figure.table);
    await renew(this.view, rows(figure.table)).runAsync();
  }

  async #make(figure) {
    const spec = JSON.parse(await specification(figure.spec));
    this.isFixed = "width" in spec;
    this.least = spec.usermeta?.least ?? 0;
    this.width = this.#room();
    if (!this.isFixed) {
      Object.assign(spec, { width: this.width, autosize: { type: "fit", contains: "padding" } });
    }
    Object.assign(spec, { description: figure.alt, datasets: { main: rows(figure.table) } });
    this.data = JSON.stringify(figure.table);
    this.made?.finalize();
    this.made = await vegaEmbed(this.host.firstElementChild, spec, OPTIONS);
    this.view = this.host.view = this.made.view;
    if (figure.pick) {
      this.view.addSignalListener(figure.pick, (_, { key = [] }) => this.picked(key[0] ?? ""));
    }
  }

  /** Pixels across: those of the host, and where a chart needs more, which then scrolls in it, these. */
  #room() {
    const room = this.host.clientWidth;
    if (room < this.least) this.host.tabIndex = 0;
    else this.host.removeAttribute("tabindex");
    return Math.max(room, this.least);
  }

  #fit() {
    if (!this.host.clientWidth) return;
    if (!this.drawn) {
      if (this.wanted) this.show(this.wanted).catch((problem) => this.failed?.(problem));
    } else if (!this.isFixed && this.#room() !== this.width) {
      this.width = this.#room();
      this.view.width(this.width).runAsync();
    }
  }

  end() {
    this.observer.disconnect();
    this.made?.finalize();
  }
}
