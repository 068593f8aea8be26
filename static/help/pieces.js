// Cutting a text into what stands between terms and the terms themselves.
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// One expression for all spellings, the longest first; Latin ones are whole words.
export function spellings(terms) {
  const all = terms.flatMap(({ id, said }) => said.map((text) => ({ id, text })));
  all.sort((one, other) => other.text.length - one.text.length);
  const parts = all.map(({ text }) => (/^[\x20-\x7e]+$/.test(text) ? `\\b${escaped(text)}\\b` : escaped(text)));
  const ids = new Map(all.map(({ id, text }) => [text.toLowerCase(), id]));
  return { found: new RegExp(parts.join("|"), "gi"), ids };
}

// Gives [{ text, id }], `id` where the piece is a term that `told` does not hold yet.
export function pieces(text, { found, ids }, told = new Set()) {
  const all = [];
  let last = 0;
  for (const match of text.matchAll(found)) {
    const id = ids.get(match[0].toLowerCase());
    if (told.has(id)) continue;
    told.add(id);
    all.push({ text: text.slice(last, match.index) }, { text: match[0], id });
    last = match.index + match[0].length;
  }
  return [...all, { text: text.slice(last) }].filter((piece) => piece.text);
}
