// What is open on the page, kept in the browser: in this tab, which a reload finds again, and for
// all tabs, which a new one begins with. It is written with every change, once what an earlier
// session left has been handed to the server.
const KEY = "two-roads.workspace";
const DECLARED = "two-roads.declared";
const kept = (window.planStorage ??= { session: null, handed: false, unsaved: false });

function read() {
  for (const place of ["sessionStorage", "localStorage"]) {
    try {
      const text = window[place].getItem(KEY);
      if (text) return text;
    } catch { /* refused: nothing was kept there */ }
  }
  return null;
}

function write(text) {
  try {
    window.sessionStorage.setItem(KEY, text);
  } catch { /* the other one decides */ }
  try {
    window.localStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}

// Who sits here, and from which revisions of the library the plans began: for all tabs alike.
function declared(text) {
  try {
    if (text) window.localStorage.setItem(DECLARED, text);
    return window.localStorage.getItem(DECLARED);
  } catch {
    return null;
  }
}

function leaving(event) {
  if (kept.unsaved) event.preventDefault();
}

// A server that restarts has forgotten the session, and the browser asks nothing of it until the
// reader moves something; so ask at once when the connection is back.
function watchConnection() {
  let lost = false;
  new MutationObserver((changes) => {
    const connected = changes.at(-1).target.dataset.testConnectionState === "CONNECTED";
    if (connected && lost) kept.ask();
    lost = !connected;
  }).observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] });
}

// Streamlit names a toast after a title that it does not have, and its cross in English.
function nameToast(close) {
  const toast = document.querySelector('[data-testid="stToast"]');
  if (!toast) return false;
  const text = toast.querySelector('[data-testid="stToastText"]');
  text.id = "two-roads-told";
  toast.setAttribute("aria-labelledby", text.id);
  toast.querySelector("button")?.setAttribute("aria-label", close);
  return true;
}

function awaitToast(close) {
  if (nameToast(close)) return;
  const observer = new MutationObserver(() => nameToast(close) && observer.disconnect());
  observer.observe(document.body, { subtree: true, childList: true });
}

export default function ({ data, setTriggerValue }) {
  if (data.told) awaitToast(data.told);
  window.onbeforeunload = leaving;
  if (!kept.ask) watchConnection();
  kept.ask = () => setTriggerValue("back", Date.now());
  if (data.session !== kept.session) {
    const text = read();
    const known = declared("");
    if (known !== null) setTriggerValue("declared", known);
    Object.assign(kept, { session: data.session, handed: text !== null });
    if (text !== null) setTriggerValue("stored", text);
  }
  declared(data.declared);
  if (kept.handed && data.awaits) return;
  kept.unsaved = data.workspace !== "" && !write(data.workspace);
}
