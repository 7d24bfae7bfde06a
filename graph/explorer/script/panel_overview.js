// What the panel tells before anything is chosen: all that is in sight, as a list.
const newestFirst = (found) => found.sort((a, b) => (thing(b).date || "").localeCompare(thing(a).date || "") || byName(a, b));
const overviewPanel = () => {
  const { nodes } = sight();
  const groups = page.kinds.map(({ kind }) => [kind, newestFirst([...nodes].filter((id) => thing(id).kind === kind))]).filter(([, found]) => found.length);
  const lists = groups.map(([kind, found]) =>
    element("details", {}, element("summary", {}, sign(kind), ` ${words().kind[kind]} `, element("small", {}, String(found.length))),
      ...found.map((id) => entry(id, { node: id }, "", dated(id)))));
  return [[words().start_title], [element("p", {}, words().start), ...titled("all", ...lists)]];
};
