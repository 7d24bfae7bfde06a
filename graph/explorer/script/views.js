// Which way of looking is on the stage: the network, the flow of dependencies, or a table.
const SHEETS = ["network", "flow", "table"];
const viewButtons = [...document.querySelectorAll("[data-view]")];
for (const button of viewButtons) button.addEventListener("click", () => set({ view: button.dataset.view }, "views"));
part((changed) => {
  if (!changed.has("view")) return;
  for (const button of viewButtons) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  for (const sheet of SHEETS) byId(sheet).hidden = sheet !== state.view;
  document.querySelector(".zoom").hidden = state.view !== "network";
});
