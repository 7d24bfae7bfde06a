// The groups of things that hang together most, in the panel: each by its colour and those of it that are in sight.
const NAMED_OF_GROUP = 4;
const groupsOf = () => {
  if (!state.communities) return [];
  const { nodes } = sight();
  const shown = RINGS.map((color, number) => ({ color, number, members: byWeight.filter((id) => nodes.has(id) && thing(id).community === number) })).filter(({ members }) => members.length);
  const ring = (color) => drawing("svg", { viewBox: "0 0 24 24", class: "sign", "aria-hidden": "true" }, drawing("circle", { cx: 12, cy: 12, r: 9, fill: "none", stroke: color, "stroke-width": 5 }));
  return titled("groups", element("p", { class: "soft" }, words().groups_intro), element("ul", { class: "plain groups" }, ...shown.map(({ color, number, members }) => {
    const rest = members.length - NAMED_OF_GROUP;
    return row(ring(color), " ", fill(words().group, { number: number + 1 }), " ", ...joined(members.slice(0, NAMED_OF_GROUP).map(mention)),
      ...(rest > 0 ? [element("small", {}, ` ${fill(words().rest, { count: rest })}`)] : []));
  })));
};
