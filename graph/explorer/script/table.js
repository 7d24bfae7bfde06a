// The same as in the network, as two tables: for a screen reader, and for who would rather read.
const linked = (id) => element("button", { type: "button", class: "mention", onclick: () => choose({ node: id }, "panel") }, name(id));
const DAY = /^\d{4}-\d\d-\d\d$/;
const cell = (value) => (DAY.test(value) ? element("td", { class: "day" }, element("time", { datetime: value }, date(value))) : element("td", {}, value));
// Each table may be sorted by a column; what it was sorted by stays while other things change.
const sorting = {}; // by table: { column, down }
const sorted = (table, rows) => {
  const { column, down } = sorting[table] || {};
  if (column === undefined) return rows;
  const [one, other_] = down ? [-1, 1] : [1, -1];
  const compare = (a, b) => (a === b ? 0 : a === "" ? 1 : b === "" ? -1 : a.localeCompare(b, "da", { numeric: true }) > 0 ? one : other_);
  return [...rows].sort((a, b) => compare(a.cells[column], b.cells[column])); // what is empty stands last either way
};
const sortBy = (table, column) => {
  const before = sorting[table];
  sorting[table] = { column, down: Boolean(before && before.column === column && !before.down) };
  drawTables();
  byId("table").querySelector(`[data-sort="${table} ${column}"]`).focus();
};
const head = (table, text, column) => {
  const { column: by, down } = sorting[table] || {};
  const how = by !== column ? "none" : down ? "descending" : "ascending";
  return element("th", { scope: "col", "aria-sort": how }, element("button", { type: "button", class: "sort", "data-sort": `${table} ${column}`, onclick: () => sortBy(table, column) },
    text, element("span", { "aria-hidden": "true" }, { none: "", ascending: " ▲", descending: " ▼" }[how])));
};
const sheet = (table, caption, heads, rows) => element("table", {}, element("caption", {}, caption),
  element("thead", {}, element("tr", {}, ...heads.map((text, column) => head(table, text, column)))), element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map(cell)))));
const span = (dates) => (dates && dates.length ? [dates[0], dates[dates.length - 1]] : ["", ""]);
const standingWord = (id) => {
  const { outcome } = thing(id);
  if (outcome) return words().outcome[outcome];
  const last = statusOf(id);
  return last ? words().state[last.state] || "" : "";
};
// The rows as they are drawn, for whoever takes them away: { heads, rows } of text.
const thingRows = () => ({
  heads: [words().name_head, words().kind_head, words().standing, words().first, words().last, words().ties],
  rows: byWeight.filter((id) => sight().nodes.has(id)).map((id) => ({ id, cells: [name(id), words().kind[thing(id).kind], standingWord(id), ...span(thing(id).dates), String(touching[id].length)] })),
});
const relationRows = () => ({
  heads: [words().from, words().relation, words().to, words().date_head, words().how],
  rows: page.relations.map((_, number) => number).filter((number) => sight().nodes.has(relation(number).from) && sight().nodes.has(relation(number).to) && relationOn(number))
    .map((number) => {
      const one = relation(number);
      return { number, cells: [name(one.from), phrase(one), name(one.to), span(one.dates)[0], one.modality ? words().modality[one.modality] : ""] };
    }),
});
const MOST_ROWS = 500; // at once; of more, what one looks for is sorted to the top, or taken home as CSV
const drawTables = () => {
  const [nodes, lines] = [thingRows(), relationRows()];
  const shown = (word, { rows }) => `${words()[word]} (${rows.length})${rows.length > MOST_ROWS ? ` – ${fill(words().first_rows, { count: MOST_ROWS })}` : ""}`;
  byId("table").replaceChildren(
    sheet("things", shown("things", nodes), nodes.heads, sorted("things", nodes.rows).slice(0, MOST_ROWS).map(({ id, cells: [, ...rest] }) => [linked(id), ...rest])),
    sheet("lines", shown("ties", lines), lines.heads, sorted("lines", lines.rows).slice(0, MOST_ROWS).map(({ number, cells: row }) => [
      linked(relation(number).from), element("button", { type: "button", class: "mention", onclick: () => choose({ line: lineOf[number] }, "panel") }, row[1]), linked(relation(number).to), row[3], row[4]])));
};
part((changed) => {
  if (state.view === "table") drawTables();
  else if (changed.has("view")) byId("table").replaceChildren();
});
