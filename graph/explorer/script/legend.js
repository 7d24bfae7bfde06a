// Legend and filter in one: kinds with their signs and counts, fillings, lines with their strokes, relations.
const toggled = (off, value, on) => (on ? without(off, value) : new Set([...off, value]));
const counted = (values) => values.reduce((counts, value) => ({ ...counts, [value]: (counts[value] || 0) + 1 }), {});
const kindCounts = counted(ids.map((id) => thing(id).kind));

// Boxes that switch the members of a set on and off; they stay when only the set changes, and with them the focus.
const switches = (box, field, rows) => part((changed) => {
  if (changed.has("language")) {
    box.replaceChildren(...rows().map(({ value, sign: shown, text, count }) => {
      const one = element("input", { type: "checkbox", value, onchange: () => set({ [field]: toggled(state[field], value, one.checked) }, "legend") });
      return element("label", {}, one, shown, element("span", {}, text), element("small", {}, String(count)));
    }));
  } else if (!changed.has(field)) return;
  for (const one of box.querySelectorAll("input")) one.checked = !state[field].has(one.value);
});
switches(byId("kinds"), "kindsOff", () => page.kinds.map(({ kind }) => ({ value: kind, sign: sign(kind), text: words().kind[kind], count: kindCounts[kind] })));
switches(byId("relations"), "relationsOff", () => Object.entries(page.predicates).map(([predicate, one]) => ({ value: predicate, sign: null, text: one[state.language], count: one.count })));
byId("relations-box").hidden = !Object.keys(page.predicates).length;

const strokeKey = (way) => {
  const { color, width, dash } = STROKES[way];
  const path = drawing("path", { d: "M0 4H40", stroke: color, "stroke-width": width, "stroke-dasharray": dash ? dash.join(" ") : "none" });
  return drawing("svg", { viewBox: "0 0 40 8", "aria-hidden": "true" }, path);
};
const waysTold = Object.keys(STROKES).filter((way) => page.relations.some((one) => toldAs(one) === way));
const LINE_WORD = { decided: "line_decided", reported: "line_reported", proposed: "line_proposed", suggested: "line_suggested", structure: "line_structure" };
part((changed) => {
  if (!changed.has("language")) return;
  byId("line-keys").replaceChildren(...waysTold.map((way) =>
    element("p", { class: "line-key", id: `key-${way}` }, strokeKey(way), element("span", {}, words()[LINE_WORD[way]]))));
  const grey = { color: "#52606d", shape: "dot" };
  const found = ["pending", "closed"].filter((way) => ids.some((id) => standing(id) === way));
  byId("node-keys").replaceChildren(...found.map((way) => element("p", { class: "line-key" }, signed(grey, way), element("span", {}, words()[`node_${way}`]))));
});
byId("communities").addEventListener("change", () => set({ communities: byId("communities").checked }, "legend"));
byId("communities").parentElement.hidden = ids.every((id) => thing(id).community === undefined);
part(() => { byId("communities").checked = state.communities; });
