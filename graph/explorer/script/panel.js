// The panel beside the network.
part((changed, from) => {
  const concerned = ["chosen", "language", "until", "path", "since", "communities"].some((one) => changed.has(one));
  if (!concerned && state.chosen) return;
  const [title, content] = !state.chosen ? overviewPanel() : state.chosen.node ? thingPanel(state.chosen.node) : linePanel(state.chosen.line);
  byId("overview").hidden = !state.chosen;
  byId("panel-title").replaceChildren(...title);
  byId("panel-body").replaceChildren(...content);
  if (changed.has("chosen")) byId("panel").scrollTop = 0;
  if (from === "panel") byId("panel-title").focus({ preventScroll: wide() });
  if (from === "network" && state.chosen && !wide()) byId("panel").scrollIntoView({ block: "start" });
});
byId("overview").addEventListener("click", () => choose(null, "panel"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.chosen && event.target !== searchBox) choose(null, "panel");
});
