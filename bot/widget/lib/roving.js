// Radio buttons out of any elements: one stop of the Tab key, arrow keys move and choose. Owns focus.

/**
 * `rows` are lists of elements with `role="radio"`; left and right run through all of them, up and down
 * from row to row. `choose` is called with the element. Returns what marks one as the chosen.
 */
export function roving(rows, choose) {
  const all = rows.flat();
  const mark = (chosen) => {
    for (const one of all) {
      one.setAttribute("aria-checked", String(one === chosen));
      one.tabIndex = one === chosen ? 0 : -1;
    }
  };
  const go = (event, to) => {
    event.preventDefault();
    to.focus();
    choose(to);
  };
  for (const one of all) {
    one.addEventListener("click", () => choose(one));
    one.addEventListener("keydown", (event) => {
      const to = next(rows, all, one, event.key);
      if (to) go(event, to);
    });
  }
  return mark;
}

function next(rows, all, one, key) {
  const at = all.indexOf(one);
  const row = rows.findIndex((cells) => cells.includes(one));
  const column = rows[row].indexOf(one);
  const down = (cells) => cells && cells[Math.min(column, cells.length - 1)];
  switch (key) {
    case "ArrowRight": return all[at + 1];
    case "ArrowLeft": return all[at - 1];
    case "ArrowDown": return down(rows[row + 1]);
    case "ArrowUp": return down(rows[row - 1]);
    case "Home": return all[0];
    case "End": return all.at(-1);
    case " ": return one;
    default: return undefined;
  }
}
