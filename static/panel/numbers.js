// Numbers of levers: written as Python says, read as people type them. A `form` holds the factor
// from model to screen, what stands before and after the digits, and which words mean how much.
const MINUS = "\u2212";
const CEILING = 1e15;

// Up to `digits` significant ones, no zeros behind them, thousands apart, a real minus.
export function short(value, digits) {
  const rounded = Number(value.toPrecision(digits));
  if (!rounded) return "0";
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  const [whole, rest = ""] = Math.abs(rounded).toFixed(Math.min(places, 20)).split(".");
  const tail = rest.replace(/0+$/, "");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${rounded < 0 ? MINUS : ""}${grouped}${tail ? `.${tail}` : ""}`;
}

export function write(value, form, digits = form.digits) {
  let scaled = value * form.scale;
  if (form.decimals !== null) scaled = Number(scaled.toFixed(form.decimals));
  return `${form.before}${short(scaled, digits)}${form.after}`;
}

// What counting in binary steps leaves is taken off: 0.30000000000000004 is 0.3.
export const tidy = (value) => Number(value.toFixed(9));

export function snap(value, { low, high, step }) {
  const inside = Math.min(high, Math.max(low, value));
  return Math.min(high, tidy(low + Math.round((inside - low) / step) * step));
}

// Digits of any script as ASCII: ten of them stand in a row, and the first one is nought.
function digit(sign) {
  const isDigit = (code) => /\p{Nd}/u.test(String.fromCodePoint(code));
  let code = sign.codePointAt(0), value = 0;
  while (value < 9 && isDigit(code - 1)) [code, value] = [code - 1, value + 1];
  return String(value);
}

function plain(text) {
  const ascii = text.normalize("NFKC").replace(/\p{Nd}/gu, (sign) => (sign < "\u0080" ? sign : digit(sign)));
  return ascii.replace(/[\u2212\u2013\u2014]/g, "-").replace(/\u066b/g, ".").replace(/[\u066c\u2019']/g, ",")
    .replace(/\u3002/g, ".").replace(/\s+/g, " ").trim().toLowerCase();
}

// "1,234.5", "1.234,5", "1 234,5" and "12,5" are clear; "1,234" is a thousand in both languages.
function digits(text) {
  const joined = text.replace(/(\d) (?=\d{3}(\D|$))/g, "$1");
  const shapes = [
    [/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/, (t) => t],
    [/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/, (t) => t.replaceAll(",", "")],
    [/^[-+]?\d{1,3}(\.\d{3})+,\d+$/, (t) => t.replaceAll(".", "").replace(",", ".")],
    [/^[-+]?\d{1,3}(\.\d{3}){2,}$/, (t) => t.replaceAll(".", "")],
    [/^[-+]?\d+,\d+$/, (t) => t.replace(",", ".")],
  ];
  const found = shapes.find(([shape]) => shape.test(joined));
  return found ? Number(found[1](joined)) : null;
}

// A unit without what may follow it: "bn a quarter" is bn. Nothing but what follows is no unit.
function unit(word, { words, behind }) {
  const known = (text) => Object.hasOwn(words, text);
  let bare = word;
  for (let tail = ""; !known(bare) && tail !== undefined; bare = bare.slice(0, bare.length - (tail?.length ?? 0))) {
    tail = behind.find((each) => bare.endsWith(each) && bare !== each);
  }
  return known(bare) ? bare : null;
}

// The value that `text` means, in the unit of the model; null where it is not clear.
export function read(text, form) {
  const typed = plain(text);
  const parts = typed.match(/^(rmb|cny|[¥￥]|元)? ?([-+]?[\d.,][\d., ]*(?:e[-+]?\d+)?) ?(.*)$/u);
  if (!parts) return null;
  const number = digits(parts[2].trim());
  const word = parts[3].replace(/ /g, "");
  const factor = word === "" ? 1 / form.scale : form.words[unit(word, form)];
  if (number === null || factor === undefined || (parts[1] && !form.currency)) return null;
  const value = tidy(number * factor);
  return Math.abs(value) < CEILING ? value : null;
}

// What is typed, and whether it can be taken: inside the range, and whole where steps are whole.
export function taken(text, lever) {
  const value = read(text, lever.form);
  const whole = lever.whole && value !== null && !Number.isInteger(value);
  return value === null || whole || value < lever.low || value > lever.high ? null : value;
}
