// What helps a reader on every page: terms that tell what they mean, figures that lead to their
// equation, and the four steps of a first visit. The texts are fetched once, by address.
import { guide } from "./guide.js";
import { terms } from "./terms.js";

const texts = new Map(); // address -> texts of one language

function sheet() {
  if (document.getElementById("two-roads-help")) return;
  const link = document.createElement("link");
  Object.assign(link, { id: "two-roads-help", rel: "stylesheet", href: new URL("./help.css", import.meta.url) });
  document.head.append(link);
}

async function read(address) {
  if (!texts.has(address)) {
    texts.set(address, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    }));
  }
  return texts.get(address);
}

export default async function ({ data, setTriggerValue }) {
  sheet();
  const told = await read(data.texts);
  terms(told, (figure) => setTriggerValue("figure", figure));
  guide(told.guide, data);
}
