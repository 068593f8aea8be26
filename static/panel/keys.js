// Where a key takes a lever: as on a slider of the browser, a step, a tenth of the way, an end.
import { snap } from "./numbers.js";

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
const LEAPS = { PageUp: 1, PageDown: -1 };
const NEAR = 1e-6;

// The new value, or null where the key is none of ours.
export function moved(key, value, lever) {
  if (key === "Home") return lever.low;
  if (key === "End") return lever.high;
  if (key in STEPS) return neighbour(value, STEPS[key], lever);
  if (!(key in LEAPS)) return null;
  const leap = Math.max(lever.step, (lever.high - lever.low) / 10);
  return snap(value + LEAPS[key] * leap, lever);
}

// The next step; from between two steps that is the nearer end of the gap in its direction.
function neighbour(value, by, lever) {
  const at = (value - lever.low) / lever.step;
  const whole = Math.abs(at - Math.round(at)) < NEAR;
  const next = whole ? Math.round(at) + by : by > 0 ? Math.ceil(at) : Math.floor(at);
  return snap(lever.low + next * lever.step, lever);
}
