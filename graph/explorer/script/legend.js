// Legend and filter in one: kinds with their signs and counts, lines with their dashes.
const toggled = (off, value, on) => (on ? without(off, value) : new Set([...off, value]));
const kindCounts = {};
for (const id of ids) kindCounts[thing(id).kind] = (kindCounts[thing(id).kind] || 0) + 1;
part((changed) => {
  if (!changed.has("kindsOff") && !changed.has("language")) return;
  const boxes = byId("kinds").querySelectorAll("input");
  if (!changed.has("language") && boxes.length) { // the boxes stay, and with them the reader's focus
    for (const box of boxes) box.checked = !state.kindsOff.has(box.value);
    return;
  }
  byId("kinds").replaceChildren(...page.kinds.map(({ kind }) => {
    const box = element("input", { type: "checkbox", value: kind, onchange: () => set({ kindsOff: toggled(state.kindsOff, kind, box.checked) }, "legend") });
    box.checked = !state.kindsOff.has(kind);
    return element("label", {}, box, sign(kind), element("span", {}, words().kind[kind]), element("small", {}, String(kindCounts[kind])));
  }));
});
byId("suggested-key").hidden = page.relations.every(({ accepted }) => accepted);
