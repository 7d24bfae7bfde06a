// The words of the page in the language of the moment, dates as people write them, and quotations.
const words = () => page.words[state.language];
const date = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  return day && words().months[month - 1] ? fill(words().date, { year, day, month: words().months[month - 1] }) : iso;
};
// Days within a name, as people write them.
const readable = (text) => text.replace(/\b\d{4}-\d\d-\d\d\b/g, date);
const phrase = ({ predicate, accepted }) => page.predicates[predicate][state.language] + (accepted ? "" : ` (${words().suggested})`);
// What a relation is called from one of its ends.
const phraseFrom = (number, me) => {
  const { from, predicate, accepted } = relation(number);
  const called = from === me ? page.predicates[predicate][state.language] : words().inverse[predicate] || page.predicates[predicate][state.language];
  return called + (accepted ? "" : ` (${words().suggested})`);
};
const dated = (id) => (thing(id).date && thing(id).kind !== "meeting" && !name(id).includes(thing(id).date) ? `, ${date(thing(id).date)}` : "");
const byName = (a, b) => name(a).localeCompare(name(b), "da");

const marked = (quote, marks) => {
  const letters = [...quote]; // offsets count code points, as everywhere in the graph
  const found = [];
  let at = 0;
  for (const [start, end] of marks || [[0, letters.length]]) {
    found.push(letters.slice(at, start).join(""), element("mark", {}, letters.slice(start, end).join("")));
    at = end;
  }
  return [...found, letters.slice(at).join("")];
};
const quotation = (number) => {
  const { before = "", quote = "", after = "", marks, meeting = "", item, file = "", page: leaf, date: day } = sentence(number);
  const where = [meeting.replace(day, "").trim(), day && date(day), item && fill(words().item, { item }), leaf && fill(words().page, { page: leaf })];
  return element("blockquote", {},
    element("p", { lang: "da" }, before, ...marked(quote, marks), after),
    element("footer", {}, where.filter(Boolean).join(" · "), element("span", { class: "file" }, file)));
};
const quotations = ({ sentences, more }) => [
  ...sentences.map(quotation),
  ...(more ? [element("p", { class: "soft" }, more === 1 ? words().one_more : fill(words().more, { more }))] : []),
];
const titled = (word, ...children) => [element("h3", {}, words()[word]), ...children];
