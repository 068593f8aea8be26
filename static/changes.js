// Other rows for a view whose specification stays. Rows that are replaced have their marks made
// anew; told what differs in them, Vega writes into those that stand there, in half the time.

let changeset; // Vega's own, which its bundle does not export: what `insert` makes is one

function changes(view) {
  if (!changeset) {
    view.pulse = (_, made) => {
      changeset = made.constructor;
      return view;
    };
    view.insert("main", []);
    delete view.pulse;
  }
  return changeset();
}

/** Put `rows`, which have the columns of those before, in the place of these; `runAsync` draws. */
export function renew(view, rows) {
  const before = view.data("main");
  if (before.length !== rows.length) return view.data("main", rows);
  const made = changes(view);
  rows.forEach((row, at) => {
    for (const [name, value] of Object.entries(row)) {
      if (before[at][name] !== value) made.modify(before[at], name, value);
    }
  });
  return view.change("main", made);
}
