// What the panel tells of one line: each relation it stands for, with the sentences it rests on.
const linePanel = (id) => {
  const { from, to, relations } = line[id];
  const parts = [entry(from, { node: from }), entry(to, { node: to })];
  for (const one of relations.map(relation)) {
    parts.push(element("h3", { class: "relation" }, name(one.from), element("em", {}, ` ${phrase(one)} `), name(one.to)));
    parts.push(...(one.sentences.length ? quotations(one) : [element("p", { class: "soft" }, words().none)]));
  }
  return [[`${name(from)} – ${name(to)}`], parts];
};
