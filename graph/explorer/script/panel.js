// The panel beside the network.
const PANEL_CONCERNS = ["chosen", "language", "until", "path", "since", "communities", "shown", "relationsOff"];
part((changed, from) => {
  if (state.chosen && !PANEL_CONCERNS.some((one) => changed.has(one))) return;
  const [title, content] = state.chosen ? (state.chosen.node ? thingPanel(state.chosen.node) : linePanel(state.chosen.line))
    : state.since ? newsPanel() : overviewPanel();
  const focused = document.activeElement && byId("panel-body").contains(document.activeElement);
  byId("overview").hidden = !state.chosen && !state.since;
  byId("opener").hidden = !state.opener;
  byId("opener").textContent = `← ${state.opener ? name(state.opener) : ""}`;
  byId("panel-title").replaceChildren(...title);
  byId("panel-body").replaceChildren(...content);
  if (changed.has("chosen")) byId("panel").scrollTop = 0;
  if (from === "panel" && (changed.has("chosen") || focused)) byId("panel-title").focus({ preventScroll: true });
  // On a screen too low for both, the page is scrolled to the answer.
  if (changed.has("chosen") && state.chosen && byId("panel").getBoundingClientRect().top > window.innerHeight - 120) byId("panel").scrollIntoView({ block: "start" });
});
byId("overview").addEventListener("click", () => set({ chosen: null, since: null }, "panel"));
byId("opener").addEventListener("click", () => choose({ node: state.opener }, "panel"));
