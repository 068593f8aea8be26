// The timeline of a schedule: drag a quarter up or down, or type its target. It is built once for
// the same quarters, so that the focus stays where it is.
import { element, say } from "./dom.js";
import { read, short, tidy } from "./numbers.js";
import { axis, changed, domain, steps } from "./schedule.js";

const AXIS = 46, COLUMN = 46, HEIGHT = 130, TOP = 8, FOOT = 18;
const DIGITS = 4;

const centre = (at) => AXIS + COLUMN * (at + 0.5);

// Draws `data` into `root`; `send(lever, path)` tells of a path that was drawn by hand.
export function timeline(root, data, send) {
  const key = JSON.stringify([data.quarters, data.series.map((one) => one.label)]);
  if (root.view?.key !== key) root.view = Object.assign(build(root, data), { key });
  const view = root.view;
  const span = domain(data);
  Object.assign(view, { data, send, scale: axis(data, span, TOP, HEIGHT - FOOT) });
  span.forEach((value, i) => {
    const place = view.scale.y(value);
    for (const end of ["y1", "y2"]) view.ticks[i].line.setAttribute(end, place);
    view.ticks[i].text.setAttribute("y", place + 4);
    say(view.ticks[i].text, short(value, 3));
  });
  paint(view, data.series);
}

function build(root, data) {
  root.replaceChildren();
  const width = AXIS + COLUMN * data.quarters.length + 4;
  const svg = element(root, "svg", { width, height: HEIGHT, "aria-hidden": "true" });
  const view = { data, svg, inputs: [], drawn: [] };
  view.ticks = [0, 1].map(() => ({
    line: element(svg, "line", { x1: AXIS - 8, x2: width, class: "grid" }),
    text: element(svg, "text", { x: AXIS - 12, class: "tick end" }),
  }));
  data.quarters.forEach((quarter, at) =>
    element(svg, "text", { x: centre(at), y: HEIGHT - 3, class: "tick" }, quarter));
  const table = element(root, "div", { class: "rows", style: `width:${width}px` });
  data.series.forEach((series, which) => {
    view.drawn.push(marks(svg, data, which, width));
    const row = element(table, "div", { class: "row" });
    element(row, "span", { class: `name line${which}` }, series.short);
    view.inputs.push(data.quarters.map((quarter, at) => field(row, view, which, at, quarter)));
  });
  view.alert = element(root, "p", { role: "alert" });
  drag(view);
  return view;
}

function marks(svg, data, which, width) {
  return {
    today: element(svg, "line", { x1: AXIS - 8, x2: width, class: "today" }),
    planned: element(svg, "path", { class: `planned line${which}` }),
    delivered: element(svg, "path", { class: `delivered line${which}` }),
    dots: data.quarters.map((_, at) =>
      element(svg, "circle", { cx: centre(at), r: 5, class: `dot line${which}` })),
  };
}

// A field that is cleared goes back to what it held; what cannot be taken stays and is told.
function field(row, view, which, at, quarter) {
  const { series, unit } = view.data;
  const name = `${series[which].label}, ${quarter}, ${unit}`;
  const input = element(row, "input", { inputmode: "decimal", "aria-label": name });
  input.onchange = () => {
    const { data } = view;
    const value = read(input.value, data.form);
    const number = value === null ? NaN : Number((value * data.form.scale).toFixed(data.digits));
    const wrong = input.value !== "" && !(number >= data.low && number <= data.high);
    say(view.alert, wrong ? data.allowed : "");
    input.setAttribute("aria-invalid", wrong);
    if (input.value === "") paint(view, data.series);
    else if (!wrong) put(view, which, at, number);
  };
  return input;
}

function put(view, which, at, value) {
  const series = view.data.series[which];
  const path = changed(series.planned, at, value, view.data.carries);
  view.send(series.lever, path.map((each) => tidy(each / view.data.form.scale)));
}

function drag(view) {
  const held = {};
  const { svg } = view;
  svg.onpointerdown = (event) => {
    const box = svg.getBoundingClientRect();
    const at = Math.floor((event.clientX - box.x - AXIS) / COLUMN);
    if (at < 0 || at >= view.data.quarters.length) return;
    const y = event.clientY - box.y;
    const reach = view.data.series.map((one) => Math.abs(view.scale.y(one.planned[at]) - y));
    Object.assign(held, { at, which: reach.indexOf(Math.min(...reach)), on: true, value: null });
    svg.setPointerCapture(event.pointerId);
  };
  svg.onpointermove = (event) => {
    if (!held.on) return;
    held.value = view.scale.value(event.clientY - svg.getBoundingClientRect().y);
    const series = view.data.series[held.which];
    const planned = changed(series.planned, held.at, held.value, view.data.carries);
    paint(view, view.data.series.map((one) => (one === series ? { ...one, planned } : one)));
  };
  svg.onpointerup = () => {
    if (held.on && held.value !== null) put(view, held.which, held.at, held.value);
    held.on = false;
  };
  svg.onpointercancel = () => {
    held.on = false;
    paint(view, view.data.series);
  };
}

function stairs({ planned, today }, carries, y) {
  const left = (at) => AXIS + COLUMN * at;
  const corners = planned.map((value, at) => `H${left(at)}V${y(value)}H${left(at + 1)}`);
  return `M${AXIS - 8},${y(carries ? today : 0)}${corners.join("")}`;
}

function paint(view, shown) {
  const { data: { carries }, scale: { y } } = view;
  const active = view.svg.getRootNode().activeElement;
  shown.forEach((series, which) => {
    const drawn = view.drawn[which];
    for (const end of ["y1", "y2"]) drawn.today.setAttribute(end, y(series.today));
    drawn.planned.setAttribute("d", stairs(series, carries, y));
    const points = series.delivered.map((value, at) => `${centre(at)},${y(value)}`);
    if (carries) {
      drawn.delivered.setAttribute("d", `M${AXIS - 8},${y(series.today)}L${points.join("L")}`);
    }
    const stepped = steps(series, carries);
    series.planned.forEach((value, at) => {
      const input = view.inputs[which][at];
      drawn.dots[at].setAttribute("cy", y(value));
      drawn.dots[at].classList.toggle("step", stepped[at]);
      // Short to the eye; a target that nobody types over stays exact.
      const text = String(Number(value.toPrecision(DIGITS)));
      if (input !== active || Number(input.value) !== Number(text)) input.value = text;
      input.classList.toggle("step", stepped[at]);
    });
  });
}
