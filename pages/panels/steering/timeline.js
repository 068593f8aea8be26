// A small timeline: drag a quarter up or down, or type its target. Data comes with every run;
// the page is built once for the same quarters, so that the focus stays where it is.
const NS = "http://www.w3.org/2000/svg";
const AXIS = 46, COLUMN = 46, HEIGHT = 130, TOP = 8, FOOT = 18;

function element(parent, name, attributes, text) {
  const svg = parent.namespaceURI === NS || name === "svg";
  const made = svg ? document.createElementNS(NS, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return parent.appendChild(made);
}

const centre = (at) => AXIS + COLUMN * (at + 0.5);
const rounded = (value, digits) => Number(value.toFixed(digits));

function domain(data) {
  const all = data.series.flatMap((s) => [...s.planned, ...s.delivered, s.today]);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(most - least, 0.12 * (data.high - data.low));
  return [Math.max(data.low, least - room / 2), Math.min(data.high, most + room / 2)];
}

function scale(data, [low, high]) {
  const span = HEIGHT - TOP - FOOT;
  return {
    y: (value) => TOP + span * (1 - (value - low) / (high - low)),
    value: (y) => {
      const raw = low + (high - low) * (1 - (y - TOP) / span);
      const inside = Math.min(data.high, Math.max(data.low, raw));
      return rounded(Math.round(inside / data.step) * data.step, data.digits);
    },
  };
}

// A target holds until the next step; an event acts in its own quarter alone.
function changed(data, path, at, value) {
  const next = [...path];
  for (let i = at; i < path.length && (i === at || path[i] === path[at]); i += 1) {
    next[i] = value;
    if (!data.carries) break;
  }
  return next;
}

function stairs(data, series, y) {
  const left = (at) => AXIS + COLUMN * at;
  const corners = series.planned.map((v, at) => `H${left(at)}V${y(v)}H${left(at + 1)}`);
  return `M${AXIS - 8},${y(data.carries ? series.today : 0)}${corners.join("")}`;
}

function build(root, data, send) {
  root.replaceChildren();
  const width = AXIS + COLUMN * data.quarters.length + 4;
  const svg = element(root, "svg", { width, height: HEIGHT, "aria-hidden": "true" });
  const view = { data, svg, inputs: [], drawn: [], ticks: [] };
  view.ticks = [0, 1].map(() => ({
    line: element(svg, "line", { x1: AXIS - 8, x2: width, class: "grid" }),
    text: element(svg, "text", { x: AXIS - 12, class: "tick end" }),
  }));
  data.quarters.forEach((quarter, at) =>
    element(svg, "text", { x: centre(at), y: HEIGHT - 3, class: "tick" }, quarter));
  const table = element(root, "div", { class: "rows", style: `width:${width}px` });
  data.series.forEach((series, which) => {
    view.drawn.push({
      today: element(svg, "line", { x1: AXIS - 8, x2: width, class: "today" }),
      planned: element(svg, "path", { class: `planned line${which}` }),
      delivered: element(svg, "path", { class: `delivered line${which}` }),
      dots: data.quarters.map((_, at) =>
        element(svg, "circle", { cx: centre(at), r: 5, class: `dot line${which}` })),
    });
    const row = element(table, "div", { class: "row" });
    element(row, "span", { class: `name line${which}` }, series.short);
    view.inputs.push(data.quarters.map((quarter, at) => {
      const input = element(row, "input", {
        type: "number", min: data.low, max: data.high, step: data.step,
        "aria-label": `${series.label}, ${quarter}, ${data.unit}`,
      });
      input.onchange = () => {
        // A field that is cleared goes back to what it held; what is no number is told.
        const cleared = input.value === "" && !input.validity.badInput;
        const value = input.valueAsNumber;
        const wrong = !cleared && !(value >= data.low && value <= data.high);
        view.alert.textContent = wrong ? view.data.allowed : "";
        input.setAttribute("aria-invalid", wrong);
        if (cleared) paint(view, view.data.series);
        else if (!wrong) send(view, which, at, value);
      };
      return input;
    }));
  });
  view.alert = element(root, "p", { role: "alert" });
  dragging(view, send);
  return view;
}

function dragging(view, send) {
  const held = {};
  view.svg.onpointerdown = (event) => {
    const box = view.svg.getBoundingClientRect();
    const at = Math.floor((event.clientX - box.x - AXIS) / COLUMN);
    if (at < 0 || at >= view.data.quarters.length) return;
    const y = event.clientY - box.y;
    const reach = view.data.series.map((s) => Math.abs(view.scale.y(s.planned[at]) - y));
    Object.assign(held, { at, which: reach.indexOf(Math.min(...reach)), on: true, value: null });
    view.svg.setPointerCapture(event.pointerId);
  };
  view.svg.onpointermove = (event) => {
    if (!held.on) return;
    held.value = view.scale.value(event.clientY - view.svg.getBoundingClientRect().y);
    const series = view.data.series[held.which];
    const path = changed(view.data, series.planned, held.at, held.value);
    paint(view, view.data.series.map((s) => (s === series ? { ...s, planned: path } : s)));
  };
  view.svg.onpointerup = () => {
    if (held.on && held.value !== null) send(view, held.which, held.at, held.value);
    held.on = false;
  };
  view.svg.onpointercancel = () => {
    held.on = false;
    paint(view, view.data.series);
  };
}

function paint(view, shown) {
  const { data, scale: { y } } = view;
  shown.forEach((series, which) => {
    const drawn = view.drawn[which];
    const active = view.svg.getRootNode().activeElement;
    for (const end of ["y1", "y2"]) drawn.today.setAttribute(end, y(series.today));
    drawn.planned.setAttribute("d", stairs(data, series, y));
    const points = series.delivered.map((v, at) => `${centre(at)},${y(v)}`);
    if (data.carries) drawn.delivered.setAttribute("d", `M${AXIS - 8},${y(series.today)}L${points.join("L")}`);
    series.planned.forEach((value, at) => {
      const before = at && data.carries ? series.planned[at - 1] : series.today;
      drawn.dots[at].setAttribute("cy", y(value));
      drawn.dots[at].classList.toggle("step", value !== before);
      const input = view.inputs[which][at];
      // Short to the eye; a target that nobody types over stays exact.
      const short = Number(value.toPrecision(4));
      if (input !== active || input.valueAsNumber !== short) input.value = short;
      input.classList.toggle("step", value !== before);
    });
  });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".timeline");
  const send = (view, which, at, value) => {
    const series = view.data.series[which];
    const path = changed(view.data, series.planned, at, value);
    setTriggerValue("drawn", { lever: series.lever, path });
  };
  const key = JSON.stringify([data.quarters, data.series.map((s) => s.label)]);
  if (root.view?.key !== key) root.view = Object.assign(build(root, data, send), { key });
  const view = root.view;
  Object.assign(view, { data, scale: scale(data, domain(data)) });
  const [low, high] = domain(data);
  [low, high].forEach((value, i) => {
    const place = view.scale.y(value);
    for (const end of ["y1", "y2"]) view.ticks[i].line.setAttribute(end, place);
    view.ticks[i].text.setAttribute("y", place + 4);
    view.ticks[i].text.textContent = Number(value.toPrecision(3));
  });
  paint(view, data.series);
}
