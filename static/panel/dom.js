// Elements of the page, made in one line each; inside a picture they are SVG.
const NS = "http://www.w3.org/2000/svg";

export function element(parent, name, attributes, text) {
  const svg = parent.namespaceURI === NS || name === "svg";
  const made = svg ? document.createElementNS(NS, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  if (text !== undefined) made.textContent = text;
  return parent.appendChild(made);
}

// A button of one sign; its name is for ears and for the pointer that rests on it.
export function tool(parent, icon, label, act, name = "") {
  const made = element(parent, "button", { type: "button", class: `tool ${name}` });
  element(made, "span", { class: "icon", "aria-hidden": "true" }, icon);
  rename(made, label);
  made.addEventListener("click", act);
  return made;
}

export function rename(button, label) {
  if (button.title === label) return;
  button.title = label;
  button.setAttribute("aria-label", label);
}

// Tools side by side take one stop of the Tab key; arrows go from one to the next.
export function toolbar(parent, label) {
  const made = element(parent, "span", { class: "tools", role: "toolbar" });
  made.setAttribute("aria-label", label);
  const visible = () => [...made.children].filter((each) => !each.hidden);
  made.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const all = visible(), at = all.indexOf(event.target);
    all.at((at + by) % all.length).focus();
    event.preventDefault();
  });
  made.refresh = () => visible().forEach((each, at) => { each.tabIndex = at ? -1 : 0; });
  return made;
}

// Writes only what differs: each write costs the browser a look at the page.
export function say(made, text) {
  if (made.textContent !== text) made.textContent = text;
}

export function show(made, visible) {
  if (made.hidden === visible) made.hidden = !visible;
}
