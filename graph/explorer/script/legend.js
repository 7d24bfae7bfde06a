// Legend and filter in one: kinds with their signs and counts, fillings, lines with their strokes, relations.
const toggled = (off, value, on) => (on ? without(off, value) : new Set([...off, value]));
const counted = (values) => {
  const counts = {};
  for (const value of values) counts[value] = (counts[value] || 0) + 1;
  return counts;
};
// Of each kind, how many are in sight of how many that were known at the time.
const kindCounts = () => {
  const { nodes } = sight();
  const known = ids.filter((id) => knownBy(thing(id).dates));
  const by = (found) => counted(found.map((id) => thing(id).kind));
  return { shown: by([...nodes]), known: by(known), left: by(known.filter((id) => !state.shown.has(id))) };
};

// Boxes that switch the members of a set on and off; they stay when only the set changes, and with them the focus.
const switches = (box, field, rows) => part((changed) => {
  if (changed.has("language")) {
    box.replaceChildren(...rows().map(({ value, sign: shown, text, count, more }) => {
      const one = element("input", { type: "checkbox", value, onchange: () => set({ [field]: toggled(state[field], value, one.checked) }, "legend") });
      const label = element("label", {}, one, shown, element("span", {}, text), element("small", { "data-count": value }, String(count)));
      return more ? element("div", { class: "switch" }, label, more) : label;
    }));
  } else if (!changed.has(field)) return;
  for (const one of box.querySelectorAll("input")) one.checked = !state[field].has(one.value);
});
switches(byId("kinds"), "kindsOff", () => page.kinds.map(({ kind }) => ({ value: kind, sign: sign(kind), text: words().kind[kind], count: "", more: element("button", { type: "button", class: "bring", "data-kind": kind, onclick: () => bringKind(kind) }, "+") })));
switches(byId("relations"), "relationsOff", () => Object.entries(page.predicates).map(([predicate, one]) => ({ value: predicate, sign: null, text: one[state.language], count: one.count })));
part((changed) => {
  if (!["language", "shown", "kindsOff", "until"].some((field) => changed.has(field))) return;
  const counts = kindCounts();
  for (const { kind } of page.kinds) {
    const [shown, known, left] = ["shown", "known", "left"].map((which) => counts[which][kind] || 0);
    const told_ = byId("kinds").querySelector(`[data-count="${kind}"]`);
    const more = byId("kinds").querySelector(`[data-kind="${kind}"]`);
    told_.textContent = fill(words().count_of, { shown, known });
    const says = fill(words().bring_kind, { kind: words().kind[kind], count: Math.min(left, AT_ONCE_OF_KIND) });
    more.setAttribute("aria-label", says);
    more.title = says;
    more.disabled = !left || !roomLeft();
  }
  const left = Object.values(counts.left).reduce((a, b) => a + b, 0);
  byId("bring").hidden = !left;
  byId("bring-all").disabled = !roomLeft();
  byId("bring-all").textContent = fill(left <= roomLeft() ? words().bring_all : words().bring_some, { count: Math.min(left, roomLeft()), most: MOST_SHOWN });
});
byId("bring-all").addEventListener("click", bringAll);
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
