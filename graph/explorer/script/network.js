// The network on the stage: shows what is in sight, and what is chosen; and is gone through by keyboard.
const stage = byId("network");
const whole = () => {
  if (state.view === "flow") return fitFlow();
  set({ kindsOff: new Set(), relationsOff: new Set(), until: null });
  return view.fit();
};
const nearer = (factor) => (state.view === "flow" ? zoomFlow(factor) : view.zoom(factor));
// At first all that is shown; where that were too small to read, what weighs most, or what is chosen.
const LEGIBLE = 0.6;
const atFirstSight = () => {
  view.fit();
  const first = state.chosen && state.chosen.node ? state.chosen.node : byWeight.find((id) => sight().nodes.has(id));
  if (first && !wide() && view.camera().scale < LEGIBLE) view.moveTo({ ...places.get(first), scale: LEGIBLE });
};
for (const inner of stage.querySelectorAll("[tabindex]")) inner.tabIndex = -1; // the drawing's own stop has no name
const CONCERNS_SIGHT = ["until", "shown", "kindsOff", "relationsOff"];
const CONCERNS_LOOKS = ["until", "since", "path", "communities", "relationsOff"];
part((changed, from) => {
  const { nodes, lines } = sight();
  carrying(nodes.size);
  const concerns = (fields) => fields.some((one) => changed.has(one));
  if (concerns(CONCERNS_SIGHT)) view.setVisible(nodes, lines);
  // What comes into sight comes as it looks now; what was there looks otherwise only for these reasons.
  if (from !== "start" && (concerns(CONCERNS_LOOKS) || state.since || state.path)) view.restyle();
  view.select(state.chosen);
  const far = changed.has("chosen") && state.chosen && state.chosen.node && !["network", "start", "link", "back"].includes(from);
  if (far && state.view === "network") view.focus(state.chosen.node);
  view.redraw();
});

// Arrow keys go to the nearest thing in that direction, Enter brings in its neighbours.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const towards = ([dx, dy]) => {
  const at = view.positions();
  const here = state.chosen && state.chosen.node && at[state.chosen.node];
  if (!here) return byWeight.find((id) => at[id]);
  let best = null;
  for (const [id, { x, y }] of Object.entries(at)) {
    const [ahead, aside] = [(x - here.x) * dx + (y - here.y) * dy, Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx)];
    if (ahead <= 0 || aside > 2 * ahead) continue;
    const far = ahead + 2 * aside;
    if (!best || far < best.far) best = { id, far };
  }
  return best && best.id;
};
stage.addEventListener("keydown", (event) => {
  if (ARROWS[event.key]) {
    const id = towards(ARROWS[event.key]);
    if (id) { choose({ node: id }, "keys"); say(`${name(id)}, ${words().kind[thing(id).kind]}`); }
  } else if (event.key === "+") view.zoom(1.3);
  else if (event.key === "-") view.zoom(1 / 1.3);
  else if (event.key === "Enter" && state.chosen && state.chosen.node) expand(state.chosen.node, "keys");
  else return;
  event.preventDefault();
});
byId("closer").addEventListener("click", () => nearer(1.3));
byId("further").addEventListener("click", () => nearer(1 / 1.3));
byId("whole").addEventListener("click", whole);
