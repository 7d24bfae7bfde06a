// The same as in the network, as two tables: for a screen reader, and for who would rather read.
const linked = (id) => element("button", { type: "button", class: "mention", onclick: () => choose({ node: id }, "panel") }, name(id));
const DAY = /^\d{4}-\d\d-\d\d$/;
const cells = (tag, values) => values.map((value) => element(tag, tag === "th" ? { scope: "col" } : DAY.test(value) ? { class: "day" } : {}, value));
const sheet = (caption, heads, rows) => element("table", {}, element("caption", {}, caption),
  element("thead", {}, element("tr", {}, ...cells("th", heads))), element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells("td", row)))));
const span = (dates) => (dates && dates.length ? [dates[0], dates[dates.length - 1]] : ["", ""]);
const standingWord = (id) => {
  const { outcome } = thing(id);
  if (outcome) return words().outcome[outcome];
  const last = statusOf(id);
  return last ? words().state[last.state] || "" : "";
};
// The rows as they are drawn, for whoever takes them away: { heads, rows } of text.
const thingRows = () => ({
  heads: [words().thing, words().kind_head, words().standing, words().first, words().last, words().ties],
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
part(() => {
  if (state.view !== "table") return;
  const [nodes, lines] = [thingRows(), relationRows()];
  byId("table").replaceChildren(
    sheet(words().things, nodes.heads, nodes.rows.map(({ id, cells: [, ...rest] }) => [linked(id), ...rest])),
    sheet(words().lines, lines.heads, lines.rows.map(({ number, cells: row }) => [
      linked(relation(number).from), element("button", { type: "button", class: "mention", onclick: () => choose({ line: lineOf[number] }, "panel") }, row[1]), linked(relation(number).to), row[3], row[4]])));
});
