// What the panel tells of one line: each relation it stands for, with the sentences it rests on.
const linePanel = (id) => {
  const { from, to, relations } = line[id];
  const content = [entry(from, { node: from }), entry(to, { node: to }), mending({ line: id })];
  for (const one of relations.filter((number) => knownBy(relation(number).dates)).map(relation)) {
    content.push(element("h3", { class: "relation" }, readable(name(one.from)), element("em", {}, ` ${phrase(one)} `), readable(name(one.to))));
    content.push(...howTold(one));
    const shown = one.sentences.filter((number) => told(sentence(number).date));
    content.push(...(shown.length ? quotations({ ...one, sentences: shown }) : [element("p", { class: "soft" }, words().none)]));
  }
  return [[`${readable(name(from))} – ${readable(name(to))}`], content];
};
