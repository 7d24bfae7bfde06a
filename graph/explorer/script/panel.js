// The panel beside the network.
const PANEL_CONCERNS = ["chosen", "language", "until", "path", "since", "communities", "shown", "relationsOff"];
part((changed, from) => {
  if (state.chosen && !PANEL_CONCERNS.some((one) => changed.has(one))) return;
  const [title, content] = state.chosen ? (state.chosen.node ? thingPanel(state.chosen.node) : linePanel(state.chosen.line))
    : state.since ? newsPanel() : overviewPanel();
  const focused = document.activeElement && byId("panel-body").contains(document.activeElement);
  byId("overview").hidden = !state.chosen && !state.since;
  byId("panel-title").replaceChildren(...title);
  byId("panel-body").replaceChildren(...content);
  if (changed.has("chosen")) byId("panel").scrollTop = 0;
  if (from === "panel" && (changed.has("chosen") || focused)) byId("panel-title").focus({ preventScroll: wide() });
  if (from === "network" && state.chosen && !wide()) byId("panel").scrollIntoView({ block: "start" });
});
byId("overview").addEventListener("click", () => set({ chosen: null, since: null }, "panel"));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target === searchBox) return;
  if (state.path) endPath();
  else if (state.chosen) choose(null, "panel");
});
