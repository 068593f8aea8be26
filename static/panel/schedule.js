// A schedule as the timeline shows it: a target a quarter, in the unit on screen.
const ROOM = 0.12;

const rounded = (value, digits) => Number(value.toFixed(digits));

// What the axis spans: all that is drawn with room around it, inside what is allowed.
export function domain({ series, low, high }) {
  const all = series.flatMap((one) => [...one.planned, ...one.delivered, one.today]);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(most - least, ROOM * (high - low));
  return [Math.max(low, least - room / 2), Math.min(high, most + room / 2)];
}

// Value to place and back, between `top` and `foot`; back is a step that is allowed.
export function axis({ low, high, step, digits }, [least, most], top, foot) {
  const span = foot - top;
  return {
    y: (value) => top + span * (1 - (value - least) / (most - least)),
    value: (y) => {
      const raw = least + (most - least) * (1 - (y - top) / span);
      const inside = Math.min(high, Math.max(low, raw));
      return rounded(Math.round(inside / step) * step, digits);
    },
  };
}

// A target holds until the next step; an event (it does not carry) acts in its own quarter alone.
export function changed(path, at, value, carries) {
  const next = [...path];
  for (let i = at; i < path.length && (i === at || path[i] === path[at]); i += 1) {
    next[i] = value;
    if (!carries) break;
  }
  return next;
}

// Quarters in which the target steps.
export function steps({ planned, today }, carries) {
  return planned.map((value, at) => value !== (at && carries ? planned[at - 1] : today));
}
