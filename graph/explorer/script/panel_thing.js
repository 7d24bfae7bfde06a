// What the panel tells of one thing.
const entry = (id, what, before = "", after = "") =>
  element("button", { type: "button", class: what.line ? "entry connection" : "entry", onclick: () => choose(what, "panel") }, sign(thing(id).kind),
    element("span", {}, before ? element("small", {}, before) : null, name(id), after ? element("small", {}, after) : null));
const connection = (number, me) => {
  const outward = relation(number).from === me;
  const end = other(number, me);
  return entry(end, { line: lineOf[number] }, outward ? `${phrase(relation(number))} → ` : `${phrase(relation(number))} ← `, dated(end));
};
const thingPanel = (id) => {
  const node = thing(id);
  const facts = [words().kind[node.kind], node.date && date(node.date), node.outcome && words().outcome[node.outcome]];
  const parts = [element("p", { class: "soft" }, facts.filter(Boolean).join(" · "))];
  if (node.text) parts.push(...titled("text", element("blockquote", {}, element("p", { lang: "da" }, node.text))));
  if (node.aliases.length) parts.push(...titled("aliases", element("p", { class: "soft", lang: "da" }, node.aliases.join(" · "))));
  if (touching[id].length) parts.push(...titled("connections", ...touching[id].map((number) => connection(number, id))));
  if (node.sentences.length) parts.push(...titled("sentences", ...quotations(node)));
  return [[sign(node.kind), " ", name(id)], parts];
};
