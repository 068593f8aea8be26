// Copies the address that the browser shows. Outside a secure origin there is no clipboard to
// write to, and a selection is copied the old way.
function selected(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return selected(text);
  }
}

function built(parent) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  parent.append(button, " ", status);
  return { button, status };
}

export default function ({ data, parentElement }) {
  const { button, status } = (parentElement.share ??= built(parentElement));
  button.textContent = data.copy;
  button.onclick = async () => {
    status.textContent = (await copy(window.location.href)) ? data.copied : data.refused;
    button.focus();
  };
}
