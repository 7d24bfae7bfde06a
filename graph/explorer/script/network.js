// The network on the stage: shows what is in sight, and what is chosen.
const whole = () => {
  set({ kindsOff: new Set(), relationsOff: new Set(), until: null });
  view.fit();
};
view.onChoose((what) => choose(what, "network"));
part((changed, from) => {
  const { nodes, lines } = sight();
  view.setVisible(nodes, lines);
  view.restyle();
  view.select(state.chosen);
  if (changed.has("chosen") && state.chosen && state.chosen.node && from !== "network" && from !== "start") view.focus(state.chosen.node);
  view.redraw();
});
byId("closer").addEventListener("click", () => view.zoom(1.3));
byId("further").addEventListener("click", () => view.zoom(1 / 1.3));
byId("whole").addEventListener("click", whole);
