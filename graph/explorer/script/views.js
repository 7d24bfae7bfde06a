// Which way of looking is on the stage: the network, the flow of dependencies, or a table.
const SHEETS = ["network", "flow", "table"];
const VIEWS = [...SHEETS, ...(byId("ask-open") ? ["ask"] : [])];
const viewButtons = [...document.querySelectorAll("[data-view]")];
for (const button of viewButtons) button.addEventListener("click", () => set({ view: button.dataset.view }, "views"));
part((changed) => {
  if (!changed.has("view")) return;
  for (const button of viewButtons) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  for (const sheet of SHEETS) byId(sheet).hidden = sheet !== state.view;
  document.querySelector(".zoom").hidden = state.view === "table";
});
// A stage that comes back had no size while it was away: what is chosen is brought to its middle. After ask.js, that
// uncovers it.
const comesBack = (changed, from) => {
  if (!changed.has("view") || state.view !== "network" || from === "start" || from === "link") return;
  view.redraw();
  const [first] = ends(state.chosen);
  if (first) view.focus(first);
};
