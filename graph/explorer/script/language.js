// The words that stand in the page itself, and the switch between languages.
part((changed) => {
  if (!changed.has("language")) return;
  document.documentElement.lang = state.language;
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = words()[one.dataset.word];
  for (const one of document.querySelectorAll("[data-name]")) one.setAttribute("aria-label", words()[one.dataset.name]);
  searchBox.placeholder = words().search;
  byId("language").textContent = words().switch;
  byId("language").lang = state.language === "da" ? "en" : "da";
});
byId("language").addEventListener("click", () => set({ language: state.language === "da" ? "en" : "da" }));
